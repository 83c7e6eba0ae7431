import { useEffect, useId, useState } from 'react';
import type { Lang } from '../../../src/kernel/lang';
import { useLang, useWords } from '../../shared/texts/lang';
import { dayText } from '../../shared/texts/time';
import { type DateParts, dayOf, partsOf } from './date-parts';

type Props = {
  readonly label: string;
  /** `YYYY-MM-DD` as Jira takes it. */
  readonly value: unknown;
  readonly onDay: (day: string | undefined) => void;
};

const SAID = { incomplete: 'dateIncomplete', impossible: 'dateImpossible' } as const;

/** A day in three parts, in the page's language: a browser's own field for dates speaks the browser's, in the browser's order. */
export function DateField({ label, value, onDay }: Props) {
  const t = useWords();
  const lang = useLang();
  const hint = useId();
  const { parts, made, put } = useParts(value, onDay);
  const isWrong = made === 'incomplete' || made === 'impossible';
  const about = { 'aria-invalid': isWrong, 'aria-describedby': hint };
  const field = (part: 'day' | 'year', length: number) => (
    <label>
      {t(part === 'day' ? 'dateDay' : 'dateYear')}
      <input
        type="text"
        inputMode="numeric"
        autoComplete="off"
        {...about}
        size={length}
        maxLength={length}
        value={parts[part]}
        onChange={(e) => put({ ...parts, [part]: e.target.value.replace(/\D/g, '') })}
      />
    </label>
  );
  const month = (
    <label>
      {t('dateMonth')}
      <select {...about} value={parts.month} onChange={(e) => put({ ...parts, month: e.target.value })}>
        <option value="">{t('choose')}</option>
        {monthsOf(lang).map(([number, name]) => (
          <option key={number} value={number}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <fieldset className="date">
      <legend>{label}</legend>
      <div className="date-parts">
        {field('day', 2)}
        {month}
        {field('year', 4)}
      </div>
      <small id={hint} aria-live="polite">
        {isWrong ? t(SAID[made]) : made === 'empty' ? null : dayText(made, lang)}
      </small>
    </fieldset>
  );
}

/** What is typed; a day that comes from elsewhere takes its place. */
function useParts(value: unknown, onDay: Props['onDay']) {
  const [parts, setParts] = useState(() => partsOf(value));
  const made = dayOf(parts);
  const stands = dayOf(partsOf(value));
  useEffect(() => {
    setParts((typed) => (dayOrNone(dayOf(typed)) === dayOrNone(stands) ? typed : partsOf(stands)));
  }, [stands]);
  const put = (next: DateParts) => {
    setParts(next);
    onDay(dayOrNone(dayOf(next)));
  };
  return { parts, made, put };
}

function dayOrNone(made: ReturnType<typeof dayOf>): string | undefined {
  return made === 'empty' || made === 'incomplete' || made === 'impossible' ? undefined : made;
}

/** `01` to `12` with their names. */
export function monthsOf(lang: Lang): readonly (readonly [string, string])[] {
  const name = new Intl.DateTimeFormat(lang, { month: 'long', timeZone: 'UTC' });
  return Array.from({ length: 12 }, (_, n) => [
    String(n + 1).padStart(2, '0'),
    name.format(Date.UTC(2026, n, 1)),
  ]);
}
