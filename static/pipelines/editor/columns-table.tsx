import Button from '@atlaskit/button/new';
import { useId, useState } from 'react';
import { kindOfType } from '../../../src/mapping/column-type';
import { Scroll } from '../../shared/scroll';
import { Done } from '../../shared/signs/mark';
import { type PlainWord, useWords } from '../../shared/texts/lang';
import { Name } from '../name';
import { type Column, columnText, withColumn } from './columns';
import type { SourceForm } from './form';
import { CheckField } from './inputs';
import type { PartProps } from './part-props';

const SHOWN = 40;

const KINDS = {
  Number: 'columnTypeNumber',
  Day: 'columnTypeDay',
  Time: 'columnTypeTime',
  YesNo: 'columnTypeYesNo',
  Text: 'columnTypeText',
} as const satisfies Readonly<Record<ReturnType<typeof kindOfType>, PlainWord>>;

type Props = Pick<PartProps, 'form' | 'columns' | 'asked' | 'loadColumns'> & {
  readonly put: (part: Partial<SourceForm>) => void;
};

/** The columns that Looker has, with type and whether the source asks for them; of an own query they are chosen here. */
export function ColumnsTable(props: Props) {
  const { form, columns, asked, put } = props;
  const t = useWords();
  const view = useColumnsInView(props);
  if (columns.length === 0) return null;
  const { source } = form;
  const choose = (name: string, on: boolean) => put({ fields: withColumn(source.fields, name, on) });
  return (
    <div id="pf-source-fields" tabIndex={-1} className="part">
      <Proposed {...props} />
      <Narrowing view={view} />
      {asked.source === undefined ? <p className="note">{t('columnsStored')}</p> : null}
      <Table view={view} choose={source.is === 'inline' ? choose : undefined} />
      <p className="note" aria-live="polite">
        {t('columnsShown', { shown: view.shown.length, all: columns.length })}
      </p>
    </div>
  );
}

type View = ReturnType<typeof useColumnsInView>;

/** Which columns are in sight, and which of them the source asks for. */
function useColumnsInView({ form, columns }: Props) {
  const isInline = form.source.is === 'inline';
  const [usedOnly, setUsedOnly] = useState(!isInline);
  const [search, setSearch] = useState('');
  const used = new Set(form.source.fields.map((name) => name.trim()));
  const isUsed = (column: Column) => (isInline ? used.has(column.name) : column.isUsed);
  const wanted = search.trim().toLowerCase();
  const shown = columns.filter(
    (column) => (!usedOnly || isUsed(column)) && columnText(column).toLowerCase().includes(wanted),
  );
  return { usedOnly, setUsedOnly, search, setSearch, isUsed, shown: shown.slice(0, SHOWN) };
}

type Choose = ((name: string, on: boolean) => void) | undefined;

function Table({ view, choose }: { view: View; choose: Choose }) {
  const t = useWords();
  return (
    <Scroll label={t('columnsTable')}>
      <table className="stacks columns">
        <caption className="unseen">{t('columnsTable')}</caption>
        <Head />
        <tbody>
          {view.shown.map((column) => (
            <Row key={column.name} column={column} isUsed={view.isUsed(column)} choose={choose} />
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Narrowing({ view }: { view: View }) {
  const t = useWords();
  const id = useId();
  return (
    <div className="toolbar">
      <span className="field">
        <label htmlFor={id}>{t('searchColumn')}</label>
        <input id={id} type="search" value={view.search} onChange={(e) => view.setSearch(e.target.value)} />
      </span>
      <CheckField label={t('usedOnly')} checked={view.usedOnly} onChange={view.setUsedOnly} />
    </div>
  );
}

/** The columns of an explore that look like bookings, at once. */
function Proposed({ form, asked, put, loadColumns }: Props) {
  const t = useWords();
  const proposed = asked.source?.proposed ?? [];
  const isChosen = form.source.fields.some((name) => name.trim() !== '');
  if (form.source.is !== 'inline' || proposed.length === 0 || isChosen) return null;
  return (
    <div className="actions">
      <Button
        appearance="primary"
        onClick={() => {
          put({ fields: proposed });
          void loadColumns({ fields: proposed });
        }}
      >
        {t('takeProposed', { count: proposed.length })}
      </Button>
    </div>
  );
}

function Head() {
  const t = useWords();
  return (
    <thead>
      <tr>
        <th scope="col">{t('columnUsed')}</th>
        <th scope="col">{t('columnHead')}</th>
        <th scope="col">{t('columnType')}</th>
        <th scope="col">{t('columnIs')}</th>
      </tr>
    </thead>
  );
}

/** Of a query made elsewhere a column is only shown; of an own one it is chosen. */
function Row({ column, isUsed, choose }: { column: Column; isUsed: boolean; choose: Choose }) {
  const t = useWords();
  return (
    <tr>
      <td>
        {choose === undefined ? (
          <span>{isUsed ? <Done>{t('yes')}</Done> : `– ${t('no')}`}</span>
        ) : (
          <label className="target">
            <input
              type="checkbox"
              aria-label={t('useColumn', { column: columnText(column) })}
              checked={isUsed}
              onChange={(e) => choose(column.name, e.target.checked)}
            />
          </label>
        )}
      </td>
      <td className="wrap">
        {column.label}
        <small className="why">
          <Name text={column.name} />
        </small>
      </td>
      <td className="rest" data-label={t('columnType')}>
        {t(KINDS[kindOfType(column.type)])}
      </td>
      <td className="rest">
        {[...(column.isKey ? [t('isKey')] : []), ...(column.isMeasure ? [t('isMeasure')] : [])].join(' ')}
      </td>
    </tr>
  );
}
