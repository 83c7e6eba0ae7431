import { useEffect, useId, useState } from 'react';
import { useWords } from '../shared/texts/lang';

/** A whole number within a range. What is typed stays as it is typed; only a number that fits becomes a setting. */
export function Whole(props: {
  label: string;
  value: number;
  range: readonly [number, number];
  onChange: (n: number) => void;
}) {
  const { label, value, range, onChange } = props;
  const [typed, setTyped] = useState(String(value));
  const t = useWords();
  const hint = useId();
  // Another value from outside (a merge, a reload) replaces what stands here; one's own does not.
  useEffect(() => setTyped((now) => (Number(now) === value ? now : String(value))), [value]);
  const isWrong = wholeIn(typed, range) === undefined;
  return (
    <label>
      {label}
      <input
        inputMode="numeric"
        value={typed}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? hint : undefined}
        onChange={(e) => {
          setTyped(e.target.value);
          const next = wholeIn(e.target.value, range);
          if (next !== undefined) onChange(next);
        }}
      />
      {isWrong ? (
        <small id={hint} className="why">
          {t('wholeRange', { least: range[0], most: range[1] })}
        </small>
      ) : null}
    </label>
  );
}

/** The whole number that a text is, if it lies in the range. */
export function wholeIn(text: string, [least, most]: readonly [number, number]): number | undefined {
  if (!/^\s*\d{1,9}\s*$/.test(text)) return undefined;
  const value = Number(text);
  return value >= least && value <= most ? value : undefined;
}
