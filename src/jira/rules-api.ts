import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import type { Routing, RoutingRule } from '../settings/routing';
import type { Settings } from '../settings/settings';
import { issueTypes, projectsThere } from './project-api';

/** A rule that names a project, by its number on the screen. */
type Named = {
  readonly n: number;
  readonly project: NonNullable<RoutingRule['project']>;
  readonly issueTypeId: string | undefined;
};

/**
 * Rules name projects and issue types by id. What somebody enters newly and Jira clearly does not have, or not for the app, is refused
 * before it is saved, by the number of the rule; of what is there already health tells. The keys become those of today. Where Jira does not answer, the rules are believed: an issue comes to be anyway.
 */
export async function checkedRules(before: Settings, settings: Settings): Promise<Result<Settings, Problem>> {
  const named = namedIn(settings.routing);
  if (settings.routing === undefined || named.length === 0) return ok(settings);
  const untyped = named.find(({ issueTypeId }) => issueTypeId === undefined);
  if (untyped !== undefined) return fail(wrong('settings.rule-type', untyped));
  const there = await projectsThere([...new Set(named.map(({ project }) => project.id))], 'create');
  if (!there.ok) return ok(settings);
  const keys = new Map(there.value.map(({ id, key }) => [id, key]));
  const known = namedIn(before.routing);
  const gone = named.find(
    ({ project }) => !keys.has(project.id) && !known.some((one) => one.project.id === project.id),
  );
  if (gone !== undefined) return fail(wrong('settings.rule-project', gone));
  const pairs = new Set(known.map(pairOf));
  const unfit = await withoutType(named.filter((one) => !pairs.has(pairOf(one))));
  if (unfit !== undefined) return fail(wrong('settings.rule-type', unfit));
  return ok({ ...settings, routing: withKeys(settings.routing, keys) });
}

function namedIn(routing: Routing | undefined): readonly Named[] {
  return (routing?.rules ?? []).flatMap(({ project, issueTypeId }, at) =>
    project === undefined ? [] : [{ n: at + 1, project, issueTypeId }],
  );
}

function pairOf({ project, issueTypeId }: Named): string {
  return `${project.id}:${issueTypeId}`;
}

/** The first rule whose issue type its project does not have. */
async function withoutType(rules: readonly Named[]): Promise<Named | undefined> {
  for (const id of new Set(rules.map(({ project }) => project.id))) {
    const types = await issueTypes(id);
    if (!types.ok) continue;
    const ids = types.value.map((type) => type.id);
    const unfit = rules.find(
      ({ project, issueTypeId = '' }) => project.id === id && !ids.includes(issueTypeId),
    );
    if (unfit !== undefined) return unfit;
  }
  return undefined;
}

function wrong(code: 'settings.rule-project' | 'settings.rule-type', { n, project }: Named): Problem {
  return { code, retry: 'after-fix', values: { rule: n, project: project.key } };
}

function withKeys(routing: Routing, keys: ReadonlyMap<string, string>): Routing {
  const rules = routing.rules.map((rule) => {
    const { project } = rule;
    return project === undefined
      ? rule
      : { ...rule, project: { id: project.id, key: keys.get(project.id) ?? project.key } };
  });
  return { ...routing, rules };
}
