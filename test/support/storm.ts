import { failingFile } from '../../packages/sandbox/booking-files';
import type { State, StoredIssue } from '../../packages/sandbox/jira/model';
import { HOUR, MINUTE, postElsewhere, type TestWorld } from './hands';

/** So many files of another program that fail for one cause. */
export function breakOut(w: TestWorld, files: number, mandant = '455148-1'): void {
  for (let n = 0; n < files; n += 1) postElsewhere(w, failingFile({ mandant, label: `Sturm_${n}` }), mandant);
}

/** An issue of the app as it lies in Jira: asking Jira for a thousand of them would meet its limits. */
type Seen = {
  readonly key: string;
  readonly mandant: string;
  readonly jobId: string;
  readonly text: unknown;
  readonly comments: number;
  readonly isDone: boolean;
  /** Keys of the issues that it is linked to. */
  readonly links: readonly string[];
};

/** The issues of storms, and all others of the app. */
export function issuesIn(w: TestWorld): {
  readonly parents: readonly Seen[];
  readonly children: readonly Seen[];
} {
  const state = w.jira.snapshot() as Pick<State, 'issues' | 'links'>;
  const all = Object.values(state.issues).map((issue) => ({
    mark: markOf(issue),
    seen: seenOf(issue, state),
  }));
  const isParent = ({ mark }: { mark: Mark | undefined }) => mark?.externalId.startsWith('storm-') === true;
  return {
    parents: all.filter(isParent).map(({ seen }) => seen),
    children: all.filter((one) => one.mark !== undefined && !isParent(one)).map(({ seen }) => seen),
  };
}

type Mark = { readonly externalId: string; readonly mandant: string; readonly jobId: string };

function markOf({ properties }: StoredIssue): Mark | undefined {
  return properties['datev'] as Mark | undefined;
}

function seenOf(issue: StoredIssue, { issues, links }: Pick<State, 'issues' | 'links'>): Seen {
  const { id, key, values, comments, resolvedAt } = issue;
  const others = links.flatMap(({ inward, outward }) =>
    inward === id ? [outward] : outward === id ? [inward] : [],
  );
  return {
    key,
    mandant: markOf(issue)?.mandant ?? '',
    jobId: markOf(issue)?.jobId ?? '',
    text: values['description'],
    comments: comments.length,
    isDone: resolvedAt !== null,
    links: others.map((other) => issues[other]?.key ?? ''),
  };
}

/** Time passes until so many issues are there, or so many hours are over; answers the minutes. */
export async function untilThere(w: TestWorld, children: number, hours = 6): Promise<number> {
  for (let waited = 0; waited < hours * 60; waited += 1) {
    if (issuesIn(w).children.length >= children) return waited;
    await w.forge.advance(MINUTE);
  }
  throw new Error(`After ${hours * HOUR} ms there are ${issuesIn(w).children.length} of ${children} issues.`);
}
