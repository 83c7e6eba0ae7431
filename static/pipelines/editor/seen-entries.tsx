import Button from '@atlaskit/button/new';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { SeenColumn } from '../../../src/contract/pipelines';
import type { Target } from '../../../src/mapping/mapping';
import { Done } from '../../shared/signs/mark';
import { useWords } from '../../shared/texts/lang';
import { AccountInput } from './account-input';
import type { EditorEvent } from './draft';
import { Head, Search } from './entry-parts';
import type { RuleForm, TableRow } from './form';
import { entryFor, type SeenValue, unmapped } from './seen-values';
import { AT_ONCE } from './table-rows';

type Props = {
  readonly target: Target;
  readonly name: string;
  readonly mandant: string;
  readonly hasRate: boolean;
  readonly rule: RuleForm;
  readonly column: SeenColumn;
  readonly tell: (event: EditorEvent) => void;
};

/** The values of the source, those without an entry first; Enter goes to the next one. */
export function SeenEntries(props: Props) {
  const { column, rule, name } = props;
  const [most, setMost] = useState(AT_ONCE);
  const [search, setSearch] = useState('');
  const t = useWords();
  // As it was when the values came: a row does not jump away while somebody types in it.
  const began = useRef({ column, rule });
  if (began.current.column !== column) began.current = { column, rule };
  const first = began.current;
  const sorted = useMemo(() => inOrder(first.column.values, first.rule), [first]);
  const wanted = search.trim().toLowerCase();
  const found = sorted.filter(({ value }) => value.toLowerCase().includes(wanted));
  return (
    <>
      {sorted.length > AT_ONCE ? <Search search={search} setSearch={setSearch} /> : null}
      <table className="entries">
        <caption className="unseen">{t('valueTable', { target: name })}</caption>
        <Head name={props.name} hasRate={props.hasRate}>
          {t('entryState')}
        </Head>
        <tbody>
          {found.slice(0, most).map((seen) => (
            <Entry key={seen.value} {...props} seen={seen} />
          ))}
        </tbody>
      </table>
      {found.length > most ? (
        <Button spacing="compact" onClick={() => setMost(most + AT_ONCE)}>
          {t('moreAccounts')}
        </Button>
      ) : null}
      {column.more === 0 ? null : <p className="note">{t('valuesMore', { count: column.more })}</p>}
    </>
  );
}

function inOrder(values: readonly SeenValue[], rule: RuleForm): readonly SeenValue[] {
  const open = new Set(unmapped(values, { ...rule, hasOtherwise: false }, true));
  return [...values.filter((each) => open.has(each)), ...values.filter((each) => !open.has(each))];
}

/** One value of the source with what it becomes. */
function Entry(props: Props & { seen: SeenValue }) {
  const { target, name, mandant, hasRate, rule, seen, tell } = props;
  const t = useWords();
  const entry = entryFor(rule.table, seen.value);
  const put = (part: Partial<TableRow> | undefined) => tell({ on: 'entry', target, when: seen.value, part });
  const label = t('valueForSeen', { target: name, value: seen.value });
  const input = {
    'aria-label': label,
    value: entry?.value ?? '',
    maxLength: 120,
    'data-entry': '',
    onKeyDown: toNextEntry,
  };
  const onText = (value: string) => put(value === '' ? undefined : { value });
  const isAccount = target === 'account' || target === 'contra';
  return (
    <tr>
      <th scope="row">
        {seen.value === '' ? t('valueEmpty') : seen.value}
        <Count count={seen.count} />
      </th>
      <td>
        {isAccount ? (
          <AccountInput {...input} mandant={mandant} onText={onText} />
        ) : (
          <input {...input} onChange={(e) => onText(e.target.value)} />
        )}
      </td>
      {hasRate ? <Rate seen={seen} entry={entry} put={put} /> : null}
      <td>
        <Standing {...props} entry={entry} put={put} />
      </td>
    </tr>
  );
}

type Put = (part: Partial<TableRow> | undefined) => void;

function Rate({ seen, entry, put }: { seen: SeenValue; entry: TableRow | undefined; put: Put }) {
  const t = useWords();
  return (
    <td>
      <input
        className="short"
        aria-label={t('rateForSeen', { value: seen.value })}
        value={entry?.rate ?? ''}
        maxLength={5}
        disabled={entry === undefined}
        onChange={(e) => put({ rate: e.target.value })}
      />
    </td>
  );
}

/** Beyond the rows that were looked at nobody counted. */
function Count({ count }: { count: number }) {
  const t = useWords();
  return <small className="why">{count === 0 ? t('valueRare') : t('valueRows', { rows: count })}</small>;
}

/** Whether the value is mapped, left empty on purpose, or open. */
function Standing(props: Props & { seen: SeenValue; entry: TableRow | undefined; put: Put }) {
  const { rule, seen, entry, put } = props;
  const t = useWords();
  if (entry !== undefined && entry.value !== '')
    return (
      <small>
        <Done>{t('entryDone')}</Done>
      </small>
    );
  if (entry !== undefined)
    return (
      <button type="button" className="link marked" onClick={() => put(undefined)}>
        <Done>{t('entryStaysEmpty')}</Done> <span className="unseen">{seen.value}</span>
      </button>
    );
  if (rule.hasOtherwise) return <small>{t('entryOtherwise')}</small>;
  return (
    <span className="entry-open">
      <small>{t('entryOpen')}</small>{' '}
      {props.target === 'account' || props.target === 'contra' ? null : (
        <button type="button" className="link" onClick={() => put({ value: '', rate: '' })}>
          {t('entryLeaveEmpty')} <span className="unseen">{seen.value}</span>
        </button>
      )}
    </span>
  );
}

/** As in a spreadsheet: Enter goes down. */
function toNextEntry(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key !== 'Enter') return;
  event.preventDefault();
  const all = [...document.querySelectorAll<HTMLInputElement>('[data-entry]')];
  all[all.indexOf(event.currentTarget) + 1]?.focus();
}
