import { useCallback, useEffect, useRef, useState } from 'react';
import type { Answer, Seen } from '../../../src/contract/answers';
import { type Asked, afterAnswer, type Loaded } from './load';
import { looking, type Memory, remember, type SmallQuestion } from './looking';
import { type Line, newLine } from './signal-line';
import type { Shown } from './waits';

export type Data<T> = { readonly data: Loaded<T>; readonly asking: boolean; reload(): Promise<void> };

/** How a page finds out that nothing changed without loading everything: by the number that came along. */
export type Small<T> = {
  /** The number of what is shown, as it is now. */
  readonly version: (asked: SmallQuestion) => Promise<Answer<Seen>>;
  readonly seen: (value: T) => Seen | undefined;
  /** Until when what is shown holds although nothing changes. */
  readonly until?: (value: T) => string | undefined;
};
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
    remember(memory.current, data.is === 'there' ? data.value : undefined);
    const look = looking({
      shown,
      memory: memory.current,
      reload,
      line,
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

function shownOf<T>(data: Loaded<T>, small: Small<T> | undefined): Shown {
  if (data.is === 'failed') return { again: data.problem.again };
  if (data.is !== 'there') return {};
  const { value, stale } = data;
  const [seen, until] = [small?.seen(value), small?.until?.(value)];
  return { seen, until, again: stale?.again };
}
