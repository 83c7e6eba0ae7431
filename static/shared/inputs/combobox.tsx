import { type InputHTMLAttributes, type KeyboardEvent, useId } from 'react';
import { useWords } from '../texts/lang';
import { onSuggestionKey, type Suggest, type Suggestion, useSuggestions } from './suggestions';

type Own = 'onChange' | 'value' | 'role' | 'list';
type Props<T extends Suggestion> = Omit<InputHTMLAttributes<HTMLInputElement>, Own> & {
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly suggest: Suggest<T>;
  readonly onChoose: (chosen: T) => void;
  /** Whether coming to the field shows what there is before anything is typed. */
  readonly isOpenAtOnce?: boolean;
};

/**
 * A field of text with suggestions below it. What is typed stays what it is: a suggestion is taken, never put upon anybody. No list of the
 * browser's own: that one speaks the browser's language and no screen reader alike.
 */
export function Combobox<T extends Suggestion>(props: Props<T>) {
  const { value, onText, suggest, onChoose, isOpenAtOnce = false, onKeyDown, ...about } = props;
  const hands = useSuggestions(suggest, onChoose);
  const { found, more, active, look, close, choose } = hands;
  const list = useId();
  const come = () => {
    if (isOpenAtOnce && found === undefined) look(value, false);
  };
  const type = (text: string) => {
    onText(text);
    look(text, true);
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    onSuggestionKey(event, value, hands);
    if (!event.isPropagationStopped()) onKeyDown?.(event);
  };
  return (
    <span className="combo">
      <input
        type="text"
        autoComplete="off"
        {...about}
        {...saidOf({ list, found, active })}
        value={value}
        onFocus={come}
        onClick={come}
        onBlur={close}
        onKeyDown={press}
        onChange={(e) => type(e.target.value)}
      />
      <Told count={found?.length} more={more} />
      <div className="combo-list" hidden={found === undefined || found.length === 0}>
        <Options list={list} active={active} choose={choose} found={found ?? []} />
        <More count={more} />
      </div>
    </span>
  );
}

/** What the field says of its list. */
function saidOf(of: { list: string; found: readonly unknown[] | undefined; active: number }) {
  return {
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-expanded': (of.found?.length ?? 0) > 0,
    'aria-controls': of.list,
    'aria-activedescendant': of.active < 0 ? undefined : `${of.list}-${of.active}`,
  } as const;
}

/** How many there are, for those who do not see them. */
function Told({ count, more }: { count: number | undefined; more: number }) {
  const t = useWords();
  return (
    <span className="unseen" role="status">
      {count === undefined ? '' : t('suggestions', { count })} <More count={more} />
    </span>
  );
}

/** That not all are shown, and how to come to the others. */
function More({ count }: { count: number }) {
  const t = useWords();
  return count === 0 ? null : <small>{t('suggestionsMore', { count })}</small>;
}

type OptionsProps<T> = {
  readonly list: string;
  readonly active: number;
  readonly found: readonly T[];
  readonly choose: (chosen: T) => void;
};

function Options<T extends Suggestion>({ list, active, found, choose }: OptionsProps<T>) {
  const t = useWords();
  const label = t('suggestionList');
  return (
    <div role="listbox" id={list} aria-label={label}>
      {found.map((each, n) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, which names the marked entry
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field hears the keys
        <div
          key={each.id}
          id={`${list}-${n}`}
          role="option"
          aria-selected={n === active}
          // The field would lose the focus, and close the list before the click arrives.
          onMouseDown={(e) => e.preventDefault()}
          onClick={() => choose(each)}
        >
          {each.text}
          {each.hint === undefined ? null : <small>{each.hint}</small>}
        </div>
      ))}
    </div>
  );
}
