import { useId, useState } from 'react';
import { useWords } from '../../shared/lang';
import { type Column, columnText } from './columns';
import type { SourceForm } from './form';
import { CheckField, Scroll } from './inputs';
import type { PartProps } from './part-props';

const SHOWN = 40;

/** The columns that Looker has, with type and whether the source asks for them; of an own query they are chosen here. */
export function ColumnsTable(props: PartProps & { put: (part: Partial<SourceForm>) => void }) {
  const { form, columns, asked, put } = props;
  const [usedOnly, setUsedOnly] = useState(form.source.is !== 'inline');
  const [search, setSearch] = useState('');
  const t = useWords();
  const id = useId();
  if (columns.length === 0) return null;
  const { source } = form;
  const isInline = source.is === 'inline';
  const used = new Set(source.fields.map((name) => name.trim()));
  const isUsed = (column: Column) => (isInline ? used.has(column.name) : column.isUsed);
  const wanted = search.trim().toLowerCase();
  const fitting = columns.filter(
    (column) => (!usedOnly || isUsed(column)) && columnText(column).toLowerCase().includes(wanted),
  );
  const choose = (name: string, on: boolean) =>
    put({
      fields: [
        ...source.fields.filter((each) => each.trim() !== name && each.trim() !== ''),
        ...(on ? [name] : []),
      ],
    });
  return (
    <>
      <div className="toolbar">
        <span>
          <label htmlFor={id}>{t('searchColumn')}</label>{' '}
          <input id={id} type="search" value={search} onChange={(e) => setSearch(e.target.value)} />
        </span>
        <CheckField label={t('usedOnly')} checked={usedOnly} onChange={setUsedOnly} />
      </div>
      {asked.source === undefined ? <p className="note">{t('columnsStored')}</p> : null}
      <Scroll label={t('columnsTable')}>
        <table>
          <caption className="unseen">{t('columnsTable')}</caption>
          <Head />
          <tbody>
            {fitting.slice(0, SHOWN).map((column) => (
              <Row
                key={column.name}
                column={column}
                isUsed={isUsed(column)}
                choose={isInline ? choose : undefined}
              />
            ))}
          </tbody>
        </table>
      </Scroll>
      <p className="note" aria-live="polite">
        {t('columnsShown', { shown: Math.min(SHOWN, fitting.length), all: columns.length })}
      </p>
    </>
  );
}

function Head() {
  const t = useWords();
  return (
    <thead>
      <tr>
        <th scope="col">{t('columnUsed')}</th>
        <th scope="col">{t('column')}</th>
        <th scope="col">{t('columnType')}</th>
        <th scope="col">{t('columnIs')}</th>
      </tr>
    </thead>
  );
}

/** Of a query made elsewhere a column is only shown; of an own one it is chosen. */
function Row(props: {
  column: Column;
  isUsed: boolean;
  choose: ((name: string, on: boolean) => void) | undefined;
}) {
  const { column, isUsed, choose } = props;
  const t = useWords();
  return (
    <tr>
      <td>
        {choose === undefined ? (
          <span>{isUsed ? `✓ ${t('yes')}` : `– ${t('no')}`}</span>
        ) : (
          <input
            type="checkbox"
            aria-label={t('useColumn', { column: columnText(column) })}
            checked={isUsed}
            onChange={(e) => choose(column.name, e.target.checked)}
          />
        )}
      </td>
      <td className="wrap">
        {column.label}
        <small className="why">{column.name}</small>
      </td>
      <td>{column.type}</td>
      <td>{[column.isKey ? t('isKey') : '', column.isMeasure ? t('isMeasure') : ''].join(' ')}</td>
    </tr>
  );
}
