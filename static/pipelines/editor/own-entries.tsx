import Button from '@atlaskit/button/new';
import { useState } from 'react';
import { MAX_TABLE, type Target } from '../../../src/mapping/mapping';
import { Mark } from '../../shared/signs/mark';
import { useWords } from '../../shared/texts/lang';
import type { EditorEvent } from './draft';
import { Head, Search } from './entry-parts';
import type { TableRow } from './form';
import { AT_ONCE, type Shown, searched, withEmptyRow } from './table-rows';

type Props = {
  readonly target: Target;
  readonly name: string;
  readonly hasRate: boolean;
  readonly table: readonly TableRow[];
  readonly tell: (event: EditorEvent) => void;
  /** Not one of the values that stand above. */
  readonly isOther: (row: TableRow) => boolean;
  /** Nobody knows the values of the source yet: these are all there is. */
  readonly isAlone: boolean;
};

/** Entries for values that the source does not have in this period, or of which nobody knows yet. */
export function OwnEntries(props: Props) {
  const { table, isOther, isAlone } = props;
  const t = useWords();
  const count = table.filter(isOther).length;
  if (isAlone) return <Entries {...props} />;
  return (
    <details open={count > 0 && table.some((row) => row.when === '')}>
      <summary>{t('ownEntries', { count })}</summary>
      <Entries {...props} />
    </details>
  );
}

function Entries(props: Props) {
  const { target, name, hasRate, table, tell, isOther } = props;
  const t = useWords();
  const put = (next: readonly TableRow[]) => tell({ on: 'rule', target, part: { table: next } });
  const view = useRowsInView(table, isOther);
  const add = () => {
    view.search('');
    put(withEmptyRow(table));
  };
  return (
    <>
      {view.all > AT_ONCE ? (
        <Search search={view.wanted} setSearch={view.search}>
          {t('accountsShown', { shown: view.shown.length, found: view.found })}
        </Search>
      ) : null}
      {view.all === 0 ? <p className="note">{t('valueTableEmpty')}</p> : null}
      {view.all === 0 ? null : (
        <Rows
          name={name}
          hasRate={hasRate}
          table={table}
          put={put}
          shown={view.shown}
          caption={t('valueTable', { target: name })}
        />
      )}
      <div className="actions">
        {view.found > view.shown.length ? <More onClick={view.more} /> : null}
        <Button spacing="compact" isDisabled={table.length >= MAX_TABLE} onClick={add}>
          {t('addRow')}
        </Button>
      </div>
    </>
  );
}

function More({ onClick }: { onClick: () => void }) {
  const t = useWords();
  return (
    <Button spacing="compact" onClick={onClick}>
      {t('moreAccounts')}
    </Button>
  );
}

type RowsProps = Pick<Props, 'name' | 'table' | 'hasRate'> & {
  readonly caption: string;
  readonly shown: readonly Shown[];
  readonly put: (next: readonly TableRow[]) => void;
};

function Rows({ name, hasRate, caption, table, shown, put }: RowsProps) {
  const t = useWords();
  const change = (at: number, part: Partial<TableRow>) =>
    put(table.map((row, n) => (n === at ? { ...row, ...part } : row)));
  return (
    <table className="entries">
      <caption className="unseen">{caption}</caption>
      <Head name={name} hasRate={hasRate}>
        <span className="unseen">{t('remove')}</span>
      </Head>
      <tbody>
        {shown.map(({ row, n }) => (
          <Row
            key={n}
            n={n}
            row={row}
            name={name}
            hasRate={hasRate}
            onChange={(part) => change(n, part)}
            onRemove={() => put(table.filter((_, each) => each !== n))}
          />
        ))}
      </tbody>
    </table>
  );
}

/** A long table is looked through, not drawn whole. */
function useRowsInView(table: readonly TableRow[], isOther: (row: TableRow) => boolean) {
  const [wanted, setWanted] = useState('');
  const [most, setMost] = useState(AT_ONCE);
  const others: readonly Shown[] = searched(table, '').filter(({ row }) => isOther(row));
  const isLong = others.length > AT_ONCE && wanted !== '';
  const found = isLong ? searched(table, wanted).filter(({ row }) => isOther(row)) : others;
  const search = (text: string) => {
    setWanted(text);
    setMost(AT_ONCE);
  };
  return {
    wanted,
    search,
    all: others.length,
    found: found.length,
    shown: found.slice(0, most),
    more: () => setMost(most + AT_ONCE),
  };
}

type RowProps = {
  readonly n: number;
  readonly row: TableRow;
  readonly name: string;
  readonly hasRate: boolean;
  readonly onChange: (part: Partial<TableRow>) => void;
  readonly onRemove: () => void;
};

function Row({ n, row, name, hasRate, onChange, onRemove }: RowProps) {
  const t = useWords();
  const at = n + 1;
  const cells = [
    ['when', t('whenValueRow', { n: at })],
    ['value', t('valueRow', { n: at, target: name })],
    ...(hasRate ? [['rate', t('rateRow', { n: at })] as const] : []),
  ] as const;
  return (
    <tr>
      {cells.map(([part, label]) => (
        <td key={part}>
          <Cell
            label={label}
            value={row[part]}
            short={part === 'rate'}
            onType={(text) => onChange({ [part]: text })}
          />
        </td>
      ))}
      <td>
        <button type="button" className="link" aria-label={t('removeRow', { n: at })} onClick={onRemove}>
          <Mark sign="bad" />
        </button>
      </td>
    </tr>
  );
}

function Cell(props: { label: string; value: string; short: boolean; onType: (text: string) => void }) {
  const { label, value, short, onType } = props;
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
