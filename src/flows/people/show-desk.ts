import type { DeskAnswer } from '../../contract/answers';
import type { DESK_CALLS, Parsed } from '../../contract/calls';
import { namesOf } from '../../jira/people-api';
import { awaitAll } from '../../kernel/await-all';
import { present } from '../../kernel/present';
import type { Problem } from '../../kernel/problem';
import { ok, type Result } from '../../kernel/result';
import { allWatches } from '../../mandanten/watch-store';
import { authorsFor } from '../../runs/authors-store';
import { isOpenTo } from '../../security/access';
import { visibleIssues } from '../../security/access-api';
import type { AtDesk } from '../../security/caller-api';
import { partIn } from '../../submissions/approval';
import { type ByPhase, countedOnce, phaseFor } from '../../submissions/counted';
import { PHASES, type Phase } from '../../submissions/phase';
import { standsSince } from '../../submissions/standing';
import type { Submission } from '../../submissions/submission';
import { listSubmissions, newestByPhase } from '../../submissions/submission-store';
import { deskAction, deskMandanten, deskRows, matches } from '../../views/desk-view';

type Wish = Parsed<(typeof DESK_CALLS)['desk.view']>;
type Page = { readonly states: readonly Submission[]; readonly cursor?: string };

const PAGE = 25;
/** Pages of the index that one view reads at most: what is looked for may be rare among many. */
const MAX_PAGES = 8;

/** All Mandanten, and a page of submissions, as far as the person may see them. */
export async function showDesk(wish: Wish, desk: AtDesk): Promise<Result<DeskAnswer, Problem>> {
  const [watches, counted] = [await allWatches(), await newestByPhase()];
  const forOthers = await waitingForOthers(counted.byPhase, desk);
  const found = await page(wish, { byPhase: counted.byPhase, forOthers });
  const states = await visible(found.states, desk);
  if (!states.ok) return states;
  const names = await namesOf(watches.flatMap((w) => (w.assignee === undefined ? [] : [w.assignee])));
  const { settings, mayUpload, lead } = desk;
  const { lang } = wish;
  const { stopped } = settings;
  return ok({
    mandanten: deskMandanten(watches, countedOnce(counted.byPhase, forOthers), { names, lang }),
    isPartial: counted.isPartial,
    rows: deskRows(states.value, { watches, settings, lang }),
    may: { upload: deskAction(mayUpload, lang), mappings: deskAction(lead, lang) },
    ...present({
      cursor: found.cursor,
      stopped: stopped && { at: stopped.at, reason: stopped.reason },
    }),
  });
}

/** What Jira hides from the person or from the app does not exist for them, leads and admins included. */
async function visible(
  states: readonly Submission[],
  desk: AtDesk,
): Promise<Result<readonly Submission[], Problem>> {
  const open = states.filter((s) => isOpenTo(s, desk.who));
  const asked = (s: Submission) =>
    s.issue !== undefined && s.issue.deletedAt === undefined && !s.issue.hidden;
  const ids = open.flatMap((s) => (s.issue !== undefined && asked(s) ? [s.issue.id] : []));
  const seen = await visibleIssues(ids);
  return seen.ok ? ok(open.filter((s) => !asked(s) || seen.value.has(s.issue?.id ?? ''))) : seen;
}

/** Reads on until a page is full of what was asked for. */
async function page(wish: Wish, phases: Phases): Promise<Page> {
  if (wish.mandant === undefined && wish.show === 'all' && (wish.search ?? '') === '') return newestOfAll();
  const by = wish.mandant === undefined ? { phase: firstPhase(wish) } : { mandant: wish.mandant };
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
function firstPhase({ show }: Wish): Phase {
  return show === 'all' ? 'needs-you' : show;
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
