import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { DeskRow, ProblemView } from '../../src/contract/answers';
import type { Lang } from '../../src/kernel/lang';
import { call } from '../backend';
import { saveFile, stubbornly } from '../shared/files/transfer';
import { Trouble } from '../shared/parts';
import { csvOf } from '../shared/texts/csv';
import { usePerson, useWords } from '../shared/texts/lang';
import { dateOnly } from '../shared/texts/time';
import { paced } from './bulk/pace';
import type { Shown } from './cards';
import { type DeskRequest, questionOf } from './request';

/** As many rows as a page of the list may have; so many pages are fetched. */
const [ROWS_A_PAGE, PAGES] = [100, 20] as const;
/** Rows that one file has at most. */
export const MOST_ROWS = ROWS_A_PAGE * PAGES;

type Props = { readonly value: Shown; readonly wish: DeskRequest; readonly picked: readonly DeskRow[] };

/** The list as it is filtered, or what is chosen of it, for Excel: the columns of the table, nothing of what is in the files. */
export function Export({ value, wish, picked }: Props) {
  const t = useWords();
  const { lang, zone } = usePerson();
  const [state, setState] = useState<{ busy: boolean; isCut: boolean; problem?: ProblemView }>(IDLE);
  const save = async () => {
    setState({ busy: true, isCut: false });
    const found = picked.length > 0 ? { rows: picked, isCut: false } : await allRows(wish, lang);
    if ('problem' in found) return setState({ ...IDLE, problem: found.problem });
    const names = new Map(value.mandanten.map(({ id, name }) => [id, name ?? '']));
    const head = [
      ...[t('rowState'), t('mandant'), t('mandantName'), t('bookingMonth'), t('batch'), t('file')],
      ...[t('rows'), t('deliveredOn'), t('byWhom'), t('issueKey')],
    ];
    const text = csvOf([head, ...found.rows.map((row) => cellsOf(row, { names, lang, zone }))], lang);
    saveFile('DATEV.csv', new TextEncoder().encode(text), 'text/csv');
    return setState({ busy: false, isCut: found.isCut });
  };
  return (
    <>
      <Button spacing="compact" isLoading={state.busy} onClick={() => void save()}>
        {picked.length > 0 ? t('csvChosen') : t('csvAll')}
      </Button>
      <span className="note" role="status">
        {state.isCut ? t('csvCut', { count: MOST_ROWS }) : ''}
      </span>
      <Trouble of={state.problem} />
    </>
  );
}

const IDLE = { busy: false, isCut: false };

async function allRows(wish: DeskRequest, lang: Lang) {
  const rows: DeskRow[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES; page++) {
    const question = {
      ...questionOf({ ...wish, pages: cursor === undefined ? [] : [cursor] }),
      limit: ROWS_A_PAGE,
    };
    await paced(1);
    const answer = await stubbornly(() => call('desk.view', { lang, ...question, cards: false }));
    if (!answer.ok) return { problem: answer.problem };
    rows.push(...answer.value.rows);
    ({ cursor } = answer.value);
    if (cursor === undefined) break;
  }
  return { rows, isCut: cursor !== undefined };
}

function cellsOf(
  row: DeskRow,
  {
    names,
    lang,
    zone,
  }: { readonly names: ReadonlyMap<string, string>; readonly lang: Lang; readonly zone: string },
): readonly string[] {
  return [
    ...[row.lozenge.text, row.mandant, names.get(row.mandant) ?? '', row.period ?? ''],
    ...[row.label ?? '', row.fileName, row.rows === undefined ? '' : String(row.rows)],
    ...[row.deliveredAt === undefined ? '' : dateOnly(row.deliveredAt, lang, zone), row.by ?? row.program],
    row.issueKey ?? '',
  ];
}
