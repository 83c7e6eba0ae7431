import type { Connection } from '../datev/login/connection';
import { type EndStage, type EndWarning, stageOf, warningStep } from '../datev/login/end-warning';
import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';

type Held<T> = { readonly version: number; readonly data: T };

/** What warning of the end of an approval needs of the world. */
export type WarnPorts = {
  now(): string;
  load(mandant: string): Promise<Held<EndWarning>>;
  save(mandant: string, before: Held<EndWarning>, warning: EndWarning): Promise<'done' | 'conflict'>;
  /** Creates the issue under the mark; a problem with `look-up` means that it may be there. */
  open(
    mark: string,
    connection: Connection,
    stage: EndStage,
  ): Promise<Result<{ readonly id: string }, Problem>>;
  /** The issue with the mark, if Jira's index has it. */
  find(mark: string): Promise<Result<string | undefined, Problem>>;
  /** Comments once per event; `jira.issue-gone` when a person deleted the issue. */
  tell(issueId: string, connection: Connection, stage: EndStage): Promise<Result<void, Problem>>;
  /** Says that it is over, once, and moves the issue to a done status if there is a way. */
  close(issueId: string, connection: Connection): Promise<Result<void, Problem>>;
};

/** The external id of the n-th warning about a Mandant's approval. */
export function markOf(mandant: string, number: number): string {
  return `approval-${mandant}-${number}`;
}

/**
 * One look at one approval: at most one thing is done, marked before and kept after, so that a crash costs an hour and
 * never makes a second issue. Answers what was in the way, for the log.
 */
export async function warnOfEnd(ports: WarnPorts, connection: Connection): Promise<Problem | undefined> {
  const mandant = connection.id;
  const held = await ports.load(mandant);
  const now = ports.now();
  const stage = stageOf(connection, now);
  const step = warningStep(held.data, stage, now);
  const about = { ports, connection, mandant, held };
  if (step === 'open' && stage !== undefined) return openIssue(about, stage);
  if (step === 'look') return adopt(about, stage);
  if (step === 'tell' && stage !== undefined) return tell(about, stage);
  return step === 'close' ? close(about) : undefined;
}

type About = {
  readonly ports: WarnPorts;
  readonly connection: Connection;
  readonly mandant: string;
  readonly held: Held<EndWarning>;
};

async function openIssue(
  { ports, connection, mandant, held }: About,
  stage: EndStage,
): Promise<Problem | undefined> {
  const wanted = { number: held.data.number + 1, wantedSince: ports.now() };
  if ((await ports.save(mandant, held, wanted)) === 'conflict') return undefined;
  return create({ ports, connection, mandant, held: { version: held.version + 1, data: wanted } }, stage);
}

async function create(
  { ports, connection, mandant, held }: About,
  stage: EndStage,
): Promise<Problem | undefined> {
  const { number } = held.data;
  const made = await ports.open(markOf(mandant, number), connection, stage);
  if (made.ok) {
    await ports.save(mandant, held, { number, issueId: made.value.id, told: stage });
    return undefined;
  }
  // Surely not created: the next hour tries again at once. Otherwise the mark stays, and Jira is asked first.
  if (made.problem.retry !== 'look-up') await ports.save(mandant, held, { number });
  return made.problem;
}

/** An issue was wanted and nobody knows whether it was made. */
async function adopt(about: About, stage: EndStage | undefined): Promise<Problem | undefined> {
  const { ports, mandant, held } = about;
  const { number } = held.data;
  const found = await ports.find(markOf(mandant, number));
  if (!found.ok) return found.problem;
  if (found.value !== undefined) {
    await ports.save(mandant, held, { number, issueId: found.value });
    return undefined;
  }
  if (stage !== undefined) return create(about, stage);
  await ports.save(mandant, held, { number });
  return undefined;
}

async function tell(
  { ports, connection, mandant, held }: About,
  stage: EndStage,
): Promise<Problem | undefined> {
  const { issueId = '' } = held.data;
  const told = await ports.tell(issueId, connection, stage);
  if (told.ok) {
    await ports.save(mandant, held, { ...held.data, told: stage });
    return undefined;
  }
  if (told.problem.code !== 'jira.issue-gone') return told.problem;
  // Somebody deleted the issue and knew of the stages until then; the next hour tells this one in a new issue.
  await ports.save(mandant, held, { number: held.data.number });
  return undefined;
}

async function close({ ports, connection, mandant, held }: About): Promise<Problem | undefined> {
  const closed = await ports.close(held.data.issueId ?? '', connection);
  if (!closed.ok && closed.problem.code !== 'jira.issue-gone') return closed.problem;
  await ports.save(mandant, held, { number: held.data.number });
  return undefined;
}
