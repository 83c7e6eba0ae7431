import { type InputHTMLAttributes, useId } from 'react';
import { useWords } from './lang';
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
  const { found, active } = hands;
  const list = useId();
  const isOpen = found !== undefined && found.length > 0;
  const come = () => {
    if (isOpenAtOnce && found === undefined) hands.look(value, false);
  };
  return (
    <span className="combo">
      <input
        type="text"
        autoComplete="off"
        {...about}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={list}
        aria-activedescendant={active < 0 ? undefined : `${list}-${active}`}
        value={value}
        onFocus={come}
        onClick={come}
        onBlur={hands.close}
        onChange={(e) => {
          onText(e.target.value);
          hands.look(e.target.value, true);
        }}
        onKeyDown={(e) => {
          onSuggestionKey(e, value, hands);
          if (!e.isPropagationStopped()) onKeyDown?.(e);
        }}
      />
      <Told count={found?.length} />
      <Options {...{ list, active }} found={found ?? []} choose={hands.choose} />
    </span>
  );
}

/** How many there are, for those who do not see them. */
function Told({ count }: { count: number | undefined }) {
  const t = useWords();
  return (
    <span className="unseen" role="status">
      {count === undefined ? '' : t('suggestions', { count })}
    </span>
  );
}

function Options<T extends Suggestion>(props: {
  list: string;
  active: number;
  found: readonly T[];
  choose: (chosen: T) => void;
}) {
  const { list, active, found, choose } = props;
  const t = useWords();
  return (
    <div
      className="combo-list"
      role="listbox"
      id={list}
      aria-label={t('suggestionList')}
      hidden={found.length === 0}
    >
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
