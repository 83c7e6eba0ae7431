import { type Issue, issuesOf } from '../support/hands';
import { faultyFile, markedFile, rightFile, type SimFile, wrongFile } from './files';
import { type Asked, type Case, cases, one, type Stage, see, type View, type Who } from './stage';

/** What a life is about: a batch that failed elsewhere, a package, an image, a pipeline's run – or all of it. */
export type Life = 'batch' | 'package' | 'document' | 'run';
const ALL: readonly Life[] = ['batch', 'package', 'document', 'run'];

/**
 * What people, DATEV and Jira do while the app is at it. Each answers in words what was done, or nothing when there was nothing
 * to do: whoever does it sees no more than a person would.
 */
export type Deed = {
  /** How often, beside the others. */
  readonly weight: number;
  /** The lives it belongs to; what belongs to none may happen in any. */
  readonly leads: readonly Life[];
  readonly does: (stage: Stage) => Promise<string | undefined>;
};

export const person = (stage: Stage): Who =>
  one<Who>(stage, ['accountant', 'accountant', 'firmLead', 'admin']) ?? 'admin';
export const chance = ({ dice }: Stage, of: number) => dice.next() < of;
export const ended = ({ is, ...more }: Asked<unknown>): string =>
  is === 'done'
    ? ''
    : is === 'died'
      ? ' – the page breaks'
      : ` – refused (${'code' in more ? more.code : ''})`;

/** A file as somebody would hand it in for this; of batches some are wrong, and some full of what must be seen nowhere. */
export function fileFor(stage: Stage, kind: View['kind'], mandant: string): SimFile {
  const n = stage.serial();
  const at = stage.dice.next();
  if (kind !== 'extf' && kind !== 'run') return rightFile({ kind, mandant, n });
  if (at < 0.1) return wrongFile(mandant, n);
  if (at < 0.3) return faultyFile(mandant, n);
  return at < 0.45 ? markedFile(mandant, n) : rightFile({ kind: 'extf', mandant, n });
}

async function anyCase(stage: Stage): Promise<Case | undefined> {
  return one(stage, await cases(stage));
}

function anyIssue(stage: Stage): Issue | undefined {
  return one(stage, [...issuesOf(stage.w), ...issuesOf(stage.w, 'TEAM')]);
}

export const placeOf = ({ issueKey, fileName }: Case) => issueKey ?? fileName;

/** A deed on some submission, by some person who looked at it first. */
export function onCase(
  does: (
    stage: Stage,
    at: { readonly found: Case; readonly view: View; readonly by: Who },
  ) => Promise<string | undefined>,
): Deed['does'] {
  return async (stage) => {
    const by = person(stage);
    const found = await anyCase(stage);
    const view = found && (await see(stage, found, by));
    return found && view && does(stage, { found, view, by });
  };
}

/** An issue changed in Jira, by some person; Jira may refuse. */
export function onIssue(
  does: (stage: Stage, at: { readonly issue: Issue; readonly by: Who }) => string,
): Deed['does'] {
  return async (stage) => {
    const issue = anyIssue(stage);
    if (issue === undefined) return undefined;
    try {
      return does(stage, { issue, by: person(stage) });
    } catch {
      return undefined;
    }
  };
}

export const leads = (weight: number, does: Deed['does'], lives = ALL): Deed => ({
  weight,
  leads: lives,
  does,
});
export const meanwhile = (weight: number, does: Deed['does']): Deed => ({ weight, leads: [], does });
export const quietly =
  (does: (stage: Stage) => string | undefined): Deed['does'] =>
  async (stage) =>
    does(stage);
