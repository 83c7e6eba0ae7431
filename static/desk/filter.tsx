import Button from '@atlaskit/button/new';
import { type FormEvent, useId, useState } from 'react';
import { useLang, useWords } from '../shared/texts/lang';
import type { Shown } from './cards';
import { isOf, lastMonths, type Month } from './months';
import { type DeskRequest, narrowed, ofMandant, SHOWS, type Show } from './request';

export type Asking = { readonly wish: DeskRequest; readonly onWish: (wish: DeskRequest) => void };

export const SHOW_WORDS = {
  'needs-you': 'needsYou',
  moving: 'moving',
  delivered: 'delivered',
  closed: 'closedOnes',
  all: 'all',
} as const satisfies Readonly<Record<Show, string>>;

/** What of the transmissions is shown: state, Mandant, months of delivery, search. */
export function Filter({ value, now, ...asking }: Asking & { value: Shown; now: string }) {
  const lang = useLang();
  const t = useWords();
  const { wish, onWish } = asking;
  const months = lastMonths(12, now, lang);
  return (
    <>
      <div className="toolbar">
        <Choice
          label={t('show')}
          value={wish.show}
          options={SHOWS.map((show) => [show, t(SHOW_WORDS[show])])}
          onChoose={(show) => onWish(narrowed(wish, { show: show as Show }))}
        />
        <Choice
          label={t('mandant')}
          value={wish.mandant ?? ''}
          options={[['', t('allMandanten')], ...mandantOptions(value)]}
          onChoose={(id) => onWish(id === '' ? ofMandant(wish, undefined) : narrowed(wish, { mandant: id }))}
        />
        <Choice
          label={t('timeSpan')}
          value={months.find((month) => isOf(wish, month))?.from ?? (isOpen(wish) ? '' : 'other')}
          options={[
            ['', t('anyTime')],
            ...(isOpen(wish) || months.some((month) => isOf(wish, month))
              ? []
              : [['other', t('otherTime')] as const]),
            ...months.map(({ from, title }) => [from, title] as const),
          ]}
          onChoose={(from) => onWish(narrowed(wish, daysOf(months.find((month) => month.from === from))))}
        />
        <Search {...asking} />
      </div>
      <Presets {...asking} months={months.slice(0, 3)} />
    </>
  );
}

function isOpen({ from, until }: DeskRequest): boolean {
  return from === undefined && until === undefined;
}

function daysOf(month: Month | undefined) {
  return { from: month?.from, until: month?.until };
}

function mandantOptions({ mandanten }: Shown): readonly (readonly [string, string])[] {
  return mandanten
    .map(({ id, name }) => [id, name === undefined ? id : `${name} (${id})`] as const)
    .toSorted(([, a], [, b]) => a.localeCompare(b));
}

/** What was delivered in one of the last months: one click. */
function Presets({ wish, onWish, months }: Asking & { months: readonly Month[] }) {
  const t = useWords();
  return (
    <fieldset className="presets">
      <legend>{t('deliveredIn')}</legend>
      {months.map((month) => {
        const chosen = wish.show === 'delivered' && isOf(wish, month);
        const next = chosen ? {} : { show: 'delivered' as const, ...daysOf(month) };
        return (
          <Button
            key={month.from}
            spacing="compact"
            isSelected={chosen}
            aria-pressed={chosen}
            onClick={() => onWish(narrowed(wish, { ...daysOf(undefined), mine: undefined, ...next }))}
          >
            {month.title}
          </Button>
        );
      })}
    </fieldset>
  );
}

function Choice(props: {
  label: string;
  value: string;
  options: readonly (readonly [string, string])[];
  onChoose: (value: string) => void;
}) {
  const id = useId();
  return (
    <span className="choose">
      <label htmlFor={id}>{props.label}</label>
      <select id={id} value={props.value} onChange={(e) => props.onChoose(e.target.value)}>
        {props.options.map(([value, title]) => (
          <option key={value} value={value}>
            {title}
          </option>
        ))}
      </select>
    </span>
  );
}

function Search({ wish, onWish }: Asking) {
  const [search, setSearch] = useState(wish.search);
  const t = useWords();
  const id = useId();
  // Whoever looks for something looks everywhere.
  const find = (text: string) =>
    onWish(narrowed(wish, text === '' ? { search: '' } : { search: text, show: 'all', mine: undefined }));
  const onSubmit = (e: FormEvent) => {
    e.preventDefault();
    find(search.trim());
  };
  const clear = () => {
    setSearch('');
    find('');
  };
  return (
    <form className="choose" onSubmit={onSubmit}>
      <label htmlFor={id}>{t('search')}</label>
      <span className="line">
        <input
          id={id}
          type="search"
          aria-describedby={`${id}-hint`}
          value={search}
          onChange={(e) => setSearch(e.target.value)}
        />
        <Button type="submit">{t('search')}</Button>
        {wish.search === '' ? null : (
          <Button appearance="subtle" onClick={clear}>
            {t('clearSearch')}
          </Button>
        )}
      </span>
      <small id={`${id}-hint`}>{t('searchHint')}</small>
    </form>
  );
}
