import Button from '@atlaskit/button/new';
import { useId, useState } from 'react';
import { MAX_TABLE, type Target } from '../../../src/mapping/mapping';
import { useWords } from '../../shared/lang';
import type { EditorEvent } from './draft';
import type { TableRow } from './form';
import { Scroll } from './inputs';
import { pasted } from './paste';
import { AT_ONCE, asText, joined, type Shown, searched, withEmptyRow } from './table-rows';

type Props = {
  readonly target: Target;
  readonly name: string;
  readonly table: readonly TableRow[];
  readonly tell: (event: EditorEvent) => void;
};

/** Value in Looker → value for DATEV; a tax key also has its rate. */
export function ValueTable({ target, name, table, tell }: Props) {
  const t = useWords();
  const hasRate = target === 'taxKey';
  const put = (next: readonly TableRow[]) => tell({ on: 'rule', target, part: { table: next } });
  const view = useRowsInView(table);
  return (
    <div className="value-table">
      {table.length > AT_ONCE ? <Search view={view} /> : null}
      {table.length === 0 ? (
        <p className="note">{t('valueTableEmpty')}</p>
      ) : (
        <Rows
          {...{ name, hasRate, table, put }}
          shown={view.shown}
          caption={t('valueTable', { target: name })}
        />
      )}
      <div className="actions">
        {view.found > view.shown.length ? (
          <Button spacing="compact" onClick={view.more}>
            {t('moreAccounts')}
          </Button>
        ) : null}
        <Button
          spacing="compact"
          isDisabled={table.length >= MAX_TABLE}
          onClick={() => {
            view.search('');
            put(withEmptyRow(table));
          }}
        >
          {t('addRow')}
        </Button>
      </div>
      <Paste
        hasRate={hasRate}
        onRows={(rows) => {
          tell({ on: 'pasted', target, rows });
          return joined(table, rows).left;
        }}
      />
    </div>
  );
}

type RowsProps = Pick<Props, 'name' | 'table'> & {
  readonly hasRate: boolean;
  readonly caption: string;
  readonly shown: readonly Shown[];
  readonly put: (next: readonly TableRow[]) => void;
};

function Rows({ name, hasRate, caption, table, shown, put }: RowsProps) {
  const change = (at: number, part: Partial<TableRow>) =>
    put(table.map((row, n) => (n === at ? { ...row, ...part } : row)));
  return (
    <Scroll label={caption}>
      <table>
        <caption className="unseen">{caption}</caption>
        <Head name={name} hasRate={hasRate} />
        <tbody>
          {shown.map(({ row, n }) => (
            <Row
              key={n}
              {...{ n, row, name, hasRate }}
              onChange={(part) => change(n, part)}
              onRemove={() => put(table.filter((_, each) => each !== n))}
            />
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** A long table is looked through, not drawn whole. */
function useRowsInView(table: readonly TableRow[]) {
  const [wanted, setWanted] = useState('');
  const [most, setMost] = useState(AT_ONCE);
  const all: readonly Shown[] = searched(table, table.length > AT_ONCE ? wanted : '');
  const search = (text: string) => {
    setWanted(text);
    setMost(AT_ONCE);
  };
  return {
    ...{ wanted, search, found: all.length, shown: all.slice(0, most) },
    more: () => setMost(most + AT_ONCE),
  };
}

function Search({ view }: { view: ReturnType<typeof useRowsInView> }) {
  const t = useWords();
  const id = useId();
  return (
    <div className="toolbar">
      <span>
        <label htmlFor={id}>{t('searchEntry')}</label>{' '}
        <input id={id} type="search" value={view.wanted} onChange={(e) => view.search(e.target.value)} />
      </span>
      <span className="note" aria-live="polite">
        {t('accountsShown', { shown: view.shown.length, found: view.found })}
      </span>
    </div>
  );
}

function Head({ name, hasRate }: { name: string; hasRate: boolean }) {
  const t = useWords();
  return (
    <thead>
      <tr>
        <th scope="col">{t('whenValue')}</th>
        <th scope="col">{name}</th>
        {hasRate ? <th scope="col">{t('rate')}</th> : null}
        <th scope="col">
          <span className="unseen">{t('remove')}</span>
        </th>
      </tr>
    </thead>
  );
}

function Row(props: {
  n: number;
  row: TableRow;
  name: string;
  hasRate: boolean;
  onChange: (part: Partial<TableRow>) => void;
  onRemove: () => void;
}) {
  const { n, row, name, hasRate, onChange, onRemove } = props;
  const t = useWords();
  return (
    <tr>
      <td>
        <Cell
          label={t('whenValueRow', { n: n + 1 })}
          value={row.when}
          onType={(when) => onChange({ when })}
        />
      </td>
      <td>
        <Cell
          label={t('valueRow', { n: n + 1, target: name })}
          value={row.value}
          onType={(value) => onChange({ value })}
        />
      </td>
      {hasRate ? (
        <td>
          <Cell
            label={t('rateRow', { n: n + 1 })}
            value={row.rate}
            short
            onType={(rate) => onChange({ rate })}
          />
        </td>
      ) : null}
      <td>
        <button type="button" className="link" aria-label={t('removeRow', { n: n + 1 })} onClick={onRemove}>
          ✕
        </button>
      </td>
    </tr>
  );
}

function Cell(props: { label: string; value: string; short?: boolean; onType: (text: string) => void }) {
  const { label, value, short = false, onType } = props;
  return (
    <input
      aria-label={label}
      className={short ? 'short' : undefined}
      value={value}
      maxLength={120}
      onChange={(e) => onType(e.target.value)}
    />
  );
}

type PasteProps = {
  readonly hasRate: boolean;
  /** Answers which of the rows the table has no room for. */
  readonly onRows: (rows: readonly TableRow[]) => readonly TableRow[];
};

/** Takes over what was pasted, and says what of it was not: those rows stay where they were pasted. */
function usePaste({ hasRate, onRows }: PasteProps) {
  const [text, setText] = useState('');
  const [said, setSaid] = useState<string>();
  const t = useWords();
  const take = () => {
    const { rows, wrong } = pasted(text, hasRate);
    const left = onRows(rows);
    const count = rows.length - left.length;
    const done =
      wrong.length === 0 ? t('pasteDone', { count }) : t('pasteWrong', { count, lines: wrong.join(', ') });
    const [first] = left;
    const full = { most: MAX_TABLE, left: left.length, first: first?.when ?? '' };
    setSaid(first === undefined ? done : `${done} ${t('pasteFull', full)}`);
    setText(asText(left));
  };
  return { text, setText, said, take };
}

/** Rows copied from a spreadsheet. */
function Paste(props: PasteProps) {
  const { hasRate } = props;
  const { text, setText, said, take } = usePaste(props);
  const t = useWords();
  const [id, hint] = [useId(), useId()];
  return (
    <details>
      <summary>{t('paste')}</summary>
      <label htmlFor={id}>{t('pasteLabel')}</label>
      <textarea
        id={id}
        rows={4}
        spellCheck={false}
        aria-describedby={hint}
        value={text}
        onChange={(e) => setText(e.target.value)}
      />
      <small id={hint} className="why">
        {t(hasRate ? 'pasteHintRate' : 'pasteHint')}
      </small>
      <div className="actions" aria-live="polite">
        <Button spacing="compact" isDisabled={text.trim() === ''} onClick={take}>
          {t('pasteTake')}
        </Button>
        {said === undefined ? null : <span>{said}</span>}
      </div>
    </details>
  );
}
