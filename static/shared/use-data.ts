import { type MutableRefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { Answer, Seen } from '../../src/contract/answers';
import { type Asked, afterAnswer, type Loaded } from './load';
import { type Line, newLine } from './signal-line';
import { type Look, lookAfter, lookWhenShown, type Shown } from './waits';

export type Data<T> = { readonly data: Loaded<T>; readonly asking: boolean; reload(): Promise<void> };

/** How a page finds out that nothing changed without loading everything: by the number that came along. */
export type Small<T> = {
  /** The number of what is shown, as it is now. */
  readonly version: (asked: SmallQuestion) => Promise<Answer<Seen>>;
  readonly seen: (value: T) => Seen | undefined;
  /** Until when what is shown holds although nothing changes. */
  readonly until?: (value: T) => string | undefined;
};
/** By which right it is asked, and whether the page wants to hear signals. */
export type SmallQuestion = { readonly ticket: string; readonly wantsLine: boolean };
type Watching<T> = { readonly moving: (value: T) => boolean; readonly small: Small<T> | undefined };

/**
 * Loads data when `question` changes, and again when somebody acted or comes back to the tab. While something is `moving` it looks, ever
 * less often, whether anything changed (`waits`): by the small question where there is one. What was there stays until the new answer comes.
 */
export function useData<T>(
  ask: () => Promise<Answer<T>>,
  moving: (value: T) => boolean,
  { question = '', small }: { readonly question?: string; readonly small?: Small<T> } = {},
): Data<T> {
  const [{ data }, setAsked] = useState<Asked<T>>({ data: { is: 'loading' }, answers: 0 });
  const [open, setOpen] = useState(0);
  const latest = useRef(ask);
  latest.current = ask;
  const questions = useRef(0);
  const reload = useCallback(async () => {
    questions.current += 1;
    const n = questions.current;
    setOpen((count) => count + 1);
    const answer = await latest.current();
    setAsked((before) => afterAnswer(before, n, answer));
    setOpen((count) => count - 1);
  }, []);
  const asked = useRef<string>();
  useEffect(() => {
    if (asked.current === question) return;
    asked.current = question;
    void reload();
  }, [reload, question]);
  useLooks({ data, reload }, { moving, small });
  return { data, asking: open > 0, reload };
}

type Loading<T> = {
  /** Another object with every answer. */
  readonly data: Loaded<T>;
  readonly reload: () => Promise<void>;
};

/** Looks by itself: while something moves, when the backend said so, and when the tab is shown. Hidden, it does nothing. */
function useLooks<T>({ data, reload }: Loading<T>, watching: Watching<T>): void {
  const hands = useRef(watching);
  hands.current = watching;
  const memory = useRef<Memory>({ text: '', turn: 0 });
  const heard = useRef<() => void>();
  const line = useLine(() => heard.current?.());
  const isMoving = data.is === 'there' && watching.moving(data.value);
  useEffect(() => {
    const shown = { ...shownOf(data, hands.current.small), moving: isMoving };
    remember(memory.current, data);
    const look = looking({
      ...{ shown, memory, reload, line },
      version: (asked) => hands.current.small?.version(asked),
    });
    heard.current = look.onSignal;
    return look.end;
  }, [data, isMoving, reload, line]);
}

/** Closed with the page. */
function useLine(onSignal: () => void): Line {
  const latest = useRef(onSignal);
  latest.current = onSignal;
  const [line] = useState(() => newLine(() => latest.current()));
  useEffect(() => line.close, [line]);
  return line;
}

/** How often a page looked without anything new, and what it knows of that. */
type Memory = { text: string; turn: number; until?: string };

/** Something changed: the waits begin anew. */
function remember(memory: Memory, data: Loaded<unknown>): void {
  const text = data.is === 'there' ? JSON.stringify(data.value) : '';
  if (text !== memory.text) memory.turn = 0;
  memory.text = text;
}

type Looking = {
  readonly shown: Shown;
  readonly memory: MutableRefObject<Memory>;
  readonly reload: () => Promise<void>;
  readonly line: Line;
  readonly version: (asked: SmallQuestion) => Promise<Answer<Seen>> | undefined;
};

/** Signals often come in twos and threes: it is asked once they are all there. */
const SIGNAL_MS = 400;

/** Begins to look, from one answer to the next; answers how to end it, and what to do when a signal comes. */
function looking({ shown, memory: { current: memory }, reload, line, version }: Looking) {
  const at = Date.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ticket = shown.seen?.ticket ?? '';
  let [isOver, isAsking, isHeard] = [false, false, false];
  const plan = (look: Look | undefined) => {
    clearTimeout(timer);
    const isHidden = document.visibilityState !== 'visible';
    if (look !== undefined && !isOver && !isHidden) timer = setTimeout(() => void perform(look), look.inMs);
  };
  const wait = (again = shown.again) => {
    if (isHeard) return plan(AT_SIGNAL);
    plan(lookAfter({ ...shown, again, isHearing: line.isOpen() }, memory.turn, Date.now()));
  };
  const perform = async ({ what }: Pick<Look, 'what'>) => {
    memory.turn += 1;
    [isAsking, isHeard] = [true, false];
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
      [memory.turn, isHeard] = [0, true];
      if (!isAsking) plan(AT_SIGNAL);
    },
    end() {
      isOver = true;
      document.removeEventListener('visibilitychange', onVisible);
      clearTimeout(timer);
    },
  };
}
const AT_SIGNAL = { what: 'ask', inMs: SIGNAL_MS } as const;

/** What holds until now is loaded, once: when its time comes and nothing is new, the small question is enough again. */
function isOutOfDate({ until }: Shown, memory: Memory): boolean {
  if (until === undefined || until === memory.until || new Date().toISOString() < until) return false;
  memory.until = until;
  return true;
}

function shownOf<T>(data: Loaded<T>, small: Small<T> | undefined): Shown {
  if (data.is === 'failed') return { again: data.problem.again };
  if (data.is !== 'there') return {};
  const { value, stale } = data;
  const [seen, until] = [small?.seen(value), small?.until?.(value)];
  return { seen, until, again: stale?.again };
}
