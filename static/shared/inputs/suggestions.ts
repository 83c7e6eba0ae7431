import { type KeyboardEvent, useEffect, useRef, useState } from 'react';

/** Something that may be meant by what is typed. */
export type Suggestion = { readonly id: string; readonly text: string; readonly hint?: string };
/** What may be meant, the likeliest first, and how many more there are than are shown. */
export type Suggested<T> = { readonly list: readonly T[]; readonly more?: number };
/** `undefined`: it could not be found out, and whoever asked says so elsewhere. */
export type Suggest<T> = (typed: string) => Suggested<T> | Promise<Suggested<T> | undefined>;

/** Who types on is not asked about every letter. */
const WAIT_MS = 250;

/** The entry that a key leads to; -1 is the text itself. Arrows go round, through the text. */
export function activeAfter(key: 'ArrowDown' | 'ArrowUp', now: number, count: number): number {
  const step = key === 'ArrowDown' ? 1 : -1;
  return ((now + 1 + step + count + 1) % (count + 1)) - 1;
}

/** The list as it is shown, and which entry the arrows marked; -1 is the text itself. */
type Shown<T> = { readonly found?: readonly T[] | undefined; readonly more: number; readonly active: number };
const NOTHING = { more: 0, active: -1 };

/**
 * What an older answer still shows while the one to the newer text is on its way: only entries that fit that text. Without this, arrow and
 * Enter would take an entry that no longer fits what stands in the field. Nothing left is nothing known yet, not “no suggestions”.
 */
export function narrowed<T extends Suggestion>({ found = [] }: Shown<T>, typed: string): Shown<T> {
  const left = found.filter(hasAll(typed));
  return left.length === 0 ? NOTHING : { ...NOTHING, found: left };
}

/** The list that arrived: what was marked meanwhile stays marked, wherever it stands now. */
export function arrived<T extends Suggestion>(before: Shown<T>, answer: Suggested<T> | undefined): Shown<T> {
  if (answer === undefined) return NOTHING;
  const { list: found, more = 0 } = answer;
  const marked = before.found?.[before.active];
  return { found, more, active: found.findIndex(({ id }) => id === marked?.id) };
}

/** Suggestions while somebody types; an answer that comes after a choice or a newer question is dropped. */
export function useSuggestions<T extends Suggestion>(suggest: Suggest<T>, onChoose: (chosen: T) => void) {
  const [shown, setShown] = useState<Shown<T>>(NOTHING);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const asked = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const close = () => {
    asked.current += 1;
    clearTimeout(timer.current);
    setShown(NOTHING);
  };
  const ask = async (typed: string) => {
    const mine = ++asked.current;
    const answer = await suggest(typed);
    if (mine === asked.current) setShown((before) => arrived(before, answer));
  };
  /** At once when nobody types: somebody came to the field. */
  const look = (typed: string, isTyping: boolean) => {
    clearTimeout(timer.current);
    if (!isTyping) return void ask(typed);
    // The answer to an older text is no answer any more.
    asked.current += 1;
    setShown((before) => narrowed(before, typed));
    timer.current = setTimeout(() => void ask(typed), WAIT_MS);
  };
  const choose = (chosen: T) => {
    close();
    onChoose(chosen);
  };
  const setActive = (active: number) => setShown((before) => ({ ...before, active }));
  return { ...shown, setActive, look, close, choose };
}

type Hands<T> = {
  readonly found?: readonly T[] | undefined;
  readonly active: number;
  readonly setActive: (active: number) => void;
  readonly look: (typed: string, isTyping: boolean) => void;
  readonly close: () => void;
  readonly choose: (chosen: T) => void;
};

/** Arrows walk through the list, Enter takes what is marked, Escape closes it; any other key is the field’s own. */
export function onSuggestionKey<T>(event: KeyboardEvent, typed: string, hands: Hands<T>): void {
  const { key } = event;
  const { found, active, setActive, look, close, choose } = hands;
  const marked = found?.[active];
  if (key === 'ArrowDown' || key === 'ArrowUp') {
    event.preventDefault();
    if (found === undefined) look(typed, false);
    else setActive(activeAfter(key, active, found.length));
  } else if (key === 'Enter' && marked !== undefined) {
    event.preventDefault();
    event.stopPropagation();
    choose(marked);
  } else if (key === 'Escape' && found !== undefined) {
    event.preventDefault();
    close();
  }
}

/** So many are looked through. */
const MOST = 50;

/** The entries of a list that have all the words typed; all of them while it is one of them. */
export function fitting(all: readonly Suggestion[], typed: string): Suggested<Suggestion> {
  const wanted = typed.trim().toLowerCase();
  const isOne = all.some(({ id }) => id.toLowerCase() === wanted);
  const fits = all.filter(hasAll(isOne ? '' : wanted));
  const list = fits.slice(0, MOST);
  return { list, more: fits.length - list.length };
}

/** Whether an entry has all the words typed, in whatever of it people see. */
function hasAll(typed: string) {
  const words = typed.trim().toLowerCase().split(/\s+/);
  return ({ id, text, hint = '' }: Suggestion) => {
    const all = `${id} ${text} ${hint}`.toLowerCase();
    return words.every((word) => all.includes(word));
  };
}
