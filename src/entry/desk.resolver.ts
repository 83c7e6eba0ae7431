import type { DeskAnswer } from '../contract/answers';
import { DESK_CALLS, type Parsed } from '../contract/calls';
import { documentTypesOf } from '../datev/documents/types-api';
import type { Target } from '../files/upload';
import { actOnClick } from '../flows/people/act-on-click';
import { watchJob } from '../flows/people/watch-job';
import { assignable, namesOf } from '../jira/people-api';
import { awaitAll } from '../kernel/await-all';
import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import { changeAndHint } from '../mandanten/look-store';
import { withAssignee } from '../mandanten/watch';
import { allWatches } from '../mandanten/watch-store';
import { authorsFor } from '../runs/authors-store';
import { isOpenTo } from '../security/access';
import { visibleIssues } from '../security/access-api';
import { DESK_NEEDS } from '../security/permissions';
import { partIn } from '../submissions/approval';
import { type ByPhase, countedOnce, phaseFor } from '../submissions/counted';
import { PHASES } from '../submissions/phase';
import { standsSince } from '../submissions/standing';
import type { Submission } from '../submissions/submission';
import { listSubmissions, newestByPhase } from '../submissions/submission-store';
import { deskAction, deskMandanten, deskRows, matches } from '../views/desk-view';
import { type AtDesk, atDesk, onDeskSubmission } from './access';
import { person, resolverOf } from './answering';
import type { Caller } from './caller';
import { pipelineCalls } from './pipeline-calls';
import { runCalls } from './run-calls';
import { acting, sharedCalls } from './shared-calls';

const PAGE = 25;

async function targetAtDesk(
  caller: Caller,
  target: Parsed<(typeof DESK_CALLS)['file.begin']>['target'],
): Promise<Result<Target, Problem>> {
  const document = present({ document: target.document && present(target.document) });
  if (target.to === 'submission') {
    const on = await acting(onDeskSubmission, caller, target.submissionId);
    return on.ok
      ? { ok: true, value: { to: 'submission', submissionId: on.value.stored.state.id, ...document } }
      : on;
  }
  const desk = await atDesk(caller);
  if (!desk.ok) return desk;
  const mandant = target.to === 'mandant' ? target.mandant : undefined;
  const known = (await allWatches()).some((w) => w.mandant === mandant);
  if (mandant === undefined || !known || !desk.value.mayUpload)
    return { ok: false, problem: { code: 'access.not-allowed', retry: 'after-fix' } };
  return { ok: true, value: { to: 'mandant', mandant, ...document } };
}

/** Rows the person may see: what Jira hides from them or from the app does not exist for them, leads and admins included. */
async function visible(
  states: readonly Submission[],
  desk: AtDesk,
): Promise<Result<readonly Submission[], Problem>> {
  const open = states.filter((s) => isOpenTo(s, desk.who));
  const asked = (s: Submission) =>
    s.issue !== undefined && s.issue.deletedAt === undefined && !s.issue.hidden;
  const ids = open.flatMap((s) => (s.issue !== undefined && asked(s) ? [s.issue.id] : []));
  const seen = await visibleIssues(ids);
  if (!seen.ok) return seen;
  return { ok: true, value: open.filter((s) => !asked(s) || seen.value.has(s.issue?.id ?? '')) };
}

type Wish = {
  readonly mandant?: string | undefined;
  readonly show: 'needs-you' | 'moving' | 'delivered' | 'all';
  readonly search?: string | undefined;
  readonly cursor?: string | undefined;
};

type Page = { readonly states: readonly Submission[]; readonly cursor?: string };

/** Pages of the index that one view reads at most: what is looked for may be rare among many. */
const MAX_PAGES = 8;

/** Reads on until a page is full of what was asked for. */
async function page(wish: Wish, phases: Phases): Promise<Page> {
  if (wish.mandant === undefined && wish.show === 'all' && (wish.search ?? '') === '') return newestOfAll();
  const by = wish.mandant === undefined ? phaseIn(wish) : { mandant: wish.mandant };
  const states = wish.cursor === undefined && !('mandant' in by) ? besideIndex(wish, phases) : [];
  let { cursor } = wish;
  for (let turn = 0; turn < MAX_PAGES; turn++) {
    const found = await listSubmissions(by, { limit: PAGE, ...present({ cursor }) });
    states.push(...found.states.filter((s) => fits(s, wish, phases.forOthers)));
    cursor = found.cursor;
    if (cursor === undefined || states.length >= PAGE) break;
  }
  return { states, ...present({ cursor }) };
}

/** Searching "all" begins where people look for something: with what needs them. */
function phaseIn({ show }: Wish): { readonly phase: string } {
  return { phase: show === 'all' ? 'needs-you' : show };
}

function fits(s: Submission, wish: Wish, forOthers: Phases['forOthers']): boolean {
  const inPhase = wish.show === 'all' || phaseFor(s, forOthers) === wish.show;
  return inPhase && matches(s, wish);
}

/** What the index keeps under another phase than it has for this person. */
function besideIndex(wish: Wish, { byPhase, forOthers }: Phases): Submission[] {
  const others = (byPhase.get('needs-you') ?? []).filter((s) => forOthers.has(s.id));
  return wish.show === 'moving' ? others.filter((s) => matches(s, wish)) : [];
}

/** The newest submissions, and of them the runs whose approval this person may not give. */
type Phases = { readonly byPhase: ByPhase; readonly forOthers: ReadonlySet<string> };

async function waitingForOthers(byPhase: ByPhase, desk: AtDesk): Promise<Phases['forOthers']> {
  const runs = (byPhase.get('needs-you') ?? []).filter(({ asks }) => asks?.what === 'approve-run');
  const mine = await awaitAll(
    runs.map(
      async (run) => partIn({ run, authors: await authorsFor(run) }, desk.who.accountId) === undefined,
    ),
  );
  return new Set(runs.filter((_, n) => mine[n] === false || !desk.mayUpload).map(({ id }) => id));
}

/** The newest of every phase; there is no one order over all of them to page through. */
async function newestOfAll(): Promise<Page> {
  const lists = await awaitAll(PHASES.map((phase) => listSubmissions({ phase }, { limit: PAGE })));
  const states = lists.flatMap((l) => l.states).sort((a, b) => (standsSince(a) < standsSince(b) ? 1 : -1));
  return { states: states.slice(0, PAGE * 2) };
}

async function deskView(
  wish: Wish & { lang: 'de' | 'en' },
  caller: Caller,
): Promise<Result<DeskAnswer, Problem>> {
  const desk = await atDesk(caller);
  if (!desk.ok) return desk;
  const [watches, counted] = [await allWatches(), await newestByPhase()];
  const forOthers = await waitingForOthers(counted.byPhase, desk.value);
  const found = await page(wish, { byPhase: counted.byPhase, forOthers });
  const states = await visible(found.states, desk.value);
  if (!states.ok) return states;
  const names = await namesOf(watches.flatMap((w) => (w.assignee === undefined ? [] : [w.assignee])));
  const { settings } = desk.value;
  return {
    ok: true,
    value: {
      mandanten: deskMandanten(watches, countedOnce(counted.byPhase, forOthers), { names, lang: wish.lang }),
      isPartial: counted.isPartial,
      rows: deskRows(states.value, { watches, settings, lang: wish.lang }),
      may: {
        upload: deskAction(desk.value.mayUpload, wish.lang),
        mappings: deskAction(desk.value.lead, wish.lang),
      },
      ...present({
        cursor: found.cursor,
        stopped:
          settings.stopped === undefined
            ? undefined
            : { at: settings.stopped.at, reason: settings.stopped.reason },
      }),
    },
  };
}

/** The desk with all Mandanten. */
export const deskResolver = resolverOf(
  DESK_CALLS,
  { face: 'desk', needs: DESK_NEEDS },
  {
    ...sharedCalls(onDeskSubmission, targetAtDesk),
    ...runCalls(onDeskSubmission),
    ...pipelineCalls,
    'desk.view': deskView,
    'submission.new-issue': async ({ submissionId }, caller) => {
      const on = await acting(onDeskSubmission, caller, submissionId);
      if (!on.ok) return on;
      const done = await actOnClick(on.value.stored.state.id, {
        by: caller.accountId,
        click: { click: 'new-issue' },
      });
      return done.ok ? { ok: true, value: null } : done;
    },
    'submission.issue-deleted': async ({ submissionId }, caller) => {
      const on = await onDeskSubmission(caller, submissionId);
      if (!on.ok) return on;
      const done = await actOnClick(on.value.stored.state.id, {
        by: caller.accountId,
        click: { click: 'issue-deleted' },
      });
      return done.ok ? { ok: true, value: null } : done;
    },
    'job.watch': async ({ mandant, jobId, label }, caller) => {
      const target = await targetAtDesk(caller, { to: 'mandant', mandant });
      if (!target.ok) return target;
      const about = { mandant, jobId, by: person(caller), ...(label ? { label } : {}) };
      return watchJob(about);
    },
    'datev.document-types': async ({ mandant }, caller) => {
      const target = await targetAtDesk(caller, { to: 'mandant', mandant });
      return target.ok ? documentTypesOf(mandant) : target;
    },
    'mandant.save': async ({ mandant, assignee }, caller) => {
      const desk = await atDesk(caller);
      if (!desk.ok) return desk;
      await changeAndHint(mandant, (w) => withAssignee(w, assignee), person(caller));
      return { ok: true, value: null };
    },
    'jira.users': async ({ query }, caller) => {
      const desk = await atDesk(caller);
      if (!desk.ok) return desk;
      const { project } = desk.value.settings;
      if (project === undefined) return { ok: true, value: [] };
      const found = await assignable(project.id, query);
      return found.ok
        ? { ok: true, value: found.value.map((p) => ({ id: p.accountId, name: p.name })) }
        : found;
    },
  },
);
