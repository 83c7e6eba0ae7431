import type { Answer, Seen } from '../../../src/contract/answers';
import type { Line } from './signal-line';
import { type Look, lookAfter, lookWhenShown, type Shown } from './waits';

/** By which right it is asked, and whether the page wants to hear signals. */
export type SmallQuestion = { readonly ticket: string; readonly wantsLine: boolean };
/**
 * How often a page looked without anything new, and what it knows of that. `isHeard`: a signal came since it last began to ask; an answer
 * that was under way may be older than it.
 */
export type Memory = { text: string; turn: number; until?: string; isHeard?: boolean };

/** Something changed: the waits begin anew. */
export function remember(memory: Memory, shown: unknown): void {
  const text = shown === undefined ? '' : JSON.stringify(shown);
  if (text !== memory.text) memory.turn = 0;
  memory.text = text;
}

type Looking = {
  readonly shown: Shown;
  readonly memory: Memory;
  readonly reload: () => Promise<void>;
  readonly line: Line;
  readonly version: (asked: SmallQuestion) => Promise<Answer<Seen>> | undefined;
};

/** Signals often come in twos and threes: it is asked once, so long after the first. */
const SIGNAL_MS = 400;

/**
 * Begins to look, from one answer to the next; answers how to end it, and what to do when a signal comes. However many come, a question is
 * asked after the first and the next after its answer, and never before the backend wants to be asked again.
 */
export function looking({ shown, memory, reload, line, version }: Looking) {
  const at = Date.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ticket = shown.seen?.ticket ?? '';
  let notBefore = 0;
  let [isOver, isAsking] = [false, false];
  const plan = (look: Look | undefined) => {
    clearTimeout(timer);
    const isHidden = document.visibilityState !== 'visible';
    if (look !== undefined && !isOver && !isHidden) timer = setTimeout(() => void perform(look), look.inMs);
  };
  const planAtSignal = () => plan({ what: 'ask', inMs: Math.max(SIGNAL_MS, notBefore - Date.now()) });
  const wait = (again = shown.again) => {
    notBefore = Date.parse(again ?? '') || 0;
    if (memory.isHeard === true) return planAtSignal();
    plan(lookAfter({ ...shown, again, isHearing: line.isOpen() }, memory.turn, Date.now()));
  };
  const perform = async ({ what }: Pick<Look, 'what'>) => {
    memory.turn += 1;
    [isAsking, memory.isHeard] = [true, false];
    if (what === 'load' || isOutOfDate(shown, memory)) return reload();
    const answer = await version({ ticket, wantsLine: line.isWanted() });
    isAsking = false;
    if (isOver || answer === undefined) return undefined;
    if (!answer.ok) return answer.problem.again === undefined ? reload() : wait(answer.problem.again);
    if (answer.value.line !== undefined) void line.open(answer.value.line, answer.now);
    if (answer.value.version !== shown.seen?.version) return reload();
    ({ ticket } = answer.value);
    return wait('');
  };
  const onVisible = () => {
    clearTimeout(timer);
    memory.turn = 0;
    if (document.visibilityState === 'visible') void perform(lookWhenShown(shown, Date.now() - at));
  };
  document.addEventListener('visibilitychange', onVisible);
  wait();
  return {
    onSignal() {
      const isPlanned = memory.isHeard === true;
      [memory.turn, memory.isHeard] = [0, true];
      if (!isAsking && !isPlanned) planAtSignal();
    },
    end() {
      isOver = true;
      document.removeEventListener('visibilitychange', onVisible);
      clearTimeout(timer);
    },
  };
}

/** What holds until now is loaded, once: when its time comes and nothing is new, the small question is enough again. */
function isOutOfDate({ until }: Shown, memory: Memory): boolean {
  if (until === undefined || until === memory.until || new Date().toISOString() < until) return false;
  memory.until = until;
  return true;
}
