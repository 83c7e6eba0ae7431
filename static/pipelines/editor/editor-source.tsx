import Button from '@atlaskit/button/new';
import type { PipelinesAnswer } from '../../../src/contract/pipelines';
import { PERIODS } from '../../../src/pipelines/pipeline';
import { Skeleton, Trouble } from '../../shared/parts';
import { useWords } from '../../shared/texts/lang';
import { columnSuggestions, columnText } from './columns';
import { ColumnsTable } from './columns-table';
import type { SourceForm } from './form';
import { InlineSource } from './inline-source';
import { Part, Radios, SelectField, TextField } from './inputs';
import { LookerFinder } from './looker-finder';
import type { PartProps } from './part-props';
import { zones } from './zones';

/** What is asked of Looker, and which columns come back. */
export function SourcePart(props: PartProps & { value: PipelinesAnswer }) {
  const { form, set, asked, loadColumns } = props;
  const { source } = form;
  const t = useWords();
  const put = (part: Partial<typeof source>) => set({ source: { ...source, ...part } });
  return (
    <Part id="pf-source" title={t('partSource')}>
      <SourceKind {...props} put={put} />
      <SourceFields {...props} put={put} />
      <div className="actions" aria-live="polite">
        <Button isLoading={asked.doing.includes('columns')} onClick={() => void loadColumns()}>
          {t('loadColumns')}
        </Button>
        {asked.source === undefined ? null : <Found {...props} />}
      </div>
      {asked.doing.includes('columns') ? <Skeleton rows={4} /> : null}
      {asked.failed?.doing === 'columns' ? (
        <Trouble of={asked.failed.why} retry={() => void loadColumns()} />
      ) : null}
      <ColumnsTable {...props} put={put} />
    </Part>
  );
}

type SourceProps = PartProps & { readonly put: (part: Partial<SourceForm>) => void };

/** Which Looker, and what of it. */
function SourceKind({ form, set, value, put }: SourceProps & { value: PipelinesAnswer }) {
  const t = useWords();
  return (
    <>
      <div className="fields">
        <SelectField
          id="pf-connection"
          label={t('lookerConnection')}
          value={form.connection}
          choose={t('choose')}
          required
          hint={value.connections.length === 0 ? t('needConnectionHow') : undefined}
          options={value.connections.map(({ id, label }) => [id, label])}
          onChange={(connection) => set({ connection })}
        />
      </div>
      <Radios
        id="pf-source-kind"
        legend={t('sourceKind')}
        value={form.source.is}
        options={[
          ['look', t('sourceLook'), t('sourceLookNote')],
          ['query', t('sourceQuery'), t('sourceQueryNote')],
          ['inline', t('sourceInline'), t('sourceInlineNote')],
        ]}
        onChange={(is) => put({ is })}
      />
    </>
  );
}

/** How many columns there are, and that a first mapping was made of them. */
function Found({ asked, form }: PartProps) {
  const t = useWords();
  const used = form.source.is === 'inline' ? form.source.fields.length : count(asked.source?.fields);
  return <span>{t('columnsFound', { used })}</span>;
}

function count(fields: readonly { readonly isUsed: boolean }[] = []): number {
  return fields.filter(({ isUsed }) => isUsed).length;
}

/** Which Look, which query, or which columns. */
function SourceFields(props: SourceProps) {
  const { form, put } = props;
  const { source } = form;
  const t = useWords();
  if (source.is === 'inline') return <InlineSource {...props} />;
  if (source.is === 'look') return <LookFields {...props} />;
  return (
    <TextField
      id="pf-source-query"
      label={t('querySlug')}
      hint={t('querySlugHint')}
      value={source.query}
      required
      onChange={(query) => put({ query })}
    />
  );
}

/** A Look, found by its title: its columns come at once, and a pipeline without a name gets its. */
function LookFields({ form, set, put, loadColumns }: SourceProps) {
  const { source, name } = form;
  const t = useWords();
  return (
    <>
      <LookerFinder
        connection={form.connection}
        what="looks"
        label={t('findLook')}
        onChoose={({ id, label }) => {
          put({ look: id });
          if (name.trim() === '') set({ name: label.slice(0, MOST_NAME) });
          void loadColumns({ look: id });
        }}
      />
      <div className="fields">
        <TextField
          id="pf-source-look"
          label={t('lookId')}
          value={source.look}
          required
          onChange={(look) => put({ look })}
        />
      </div>
    </>
  );
}

const MOST_NAME = 60;

/** How many calls it takes, and where the period goes. */
export function ReadingPart({ form, set, columns }: PartProps) {
  const { reading } = form;
  const t = useWords();
  return (
    <Part id="pf-reading" title={t('partReading')}>
      <Radios
        id="pf-reading-by"
        legend={t('readingBy')}
        value={reading.by}
        options={[
          ['one-call', t('readOneCall'), t('readOneCallNote')],
          ['key', t('readByKey'), t('readByKeyNote')],
          ['task', t('readTask'), t('readTaskNote')],
        ]}
        onChange={(by) => set({ reading: { ...reading, by } })}
      >
        {reading.by === 'key' ? <KeyChoice form={form} set={set} columns={columns} /> : null}
      </Radios>
      <PeriodFields form={form} set={set} columns={columns} />
    </Part>
  );
}

type ReadingProps = Pick<PartProps, 'form' | 'set' | 'columns'>;

function KeyChoice({ form, set, columns }: ReadingProps) {
  const { reading } = form;
  const t = useWords();
  const keys = columns.filter(({ isKey }) => isKey);
  const known = keys.some(({ name }) => name === reading.key) || reading.key === '';
  const options = [
    ...keys.map((column) => [column.name, columnText(column)] as const),
    ...(known ? [] : [[reading.key, reading.key] as const]),
  ];
  return (
    <SelectField
      id="pf-reading-key"
      label={t('readKey')}
      hint={keys.length === 0 ? t('readKeyNone') : undefined}
      value={reading.key}
      choose={t('choose')}
      required
      options={options}
      onChange={(key) => set({ reading: { ...reading, key } })}
    />
  );
}

function PeriodFields({ form, set, columns }: ReadingProps) {
  const t = useWords();
  return (
    <div className="fields">
      <TextField
        id="pf-periodField"
        label={t('periodField')}
        hint={t('periodFieldHint')}
        value={form.periodField}
        required
        list={columnSuggestions(columns.filter(({ type }) => /^(date|time)/.test(type)))}
        onChange={(periodField) => set({ periodField })}
      />
      <SelectField
        id="pf-unit"
        label={t('periodUnit')}
        value={form.unit}
        options={PERIODS.map((unit) => [unit, t(UNIT_WORDS[unit])])}
        onChange={(unit) => set({ unit })}
      />
      <TextField
        id="pf-timezone"
        label={t('lookerZone')}
        hint={t('lookerZoneHint')}
        value={form.timezone}
        list={zones()}
        most={60}
        onChange={(timezone) => set({ timezone })}
      />
    </div>
  );
}

const UNIT_WORDS = { month: 'unitMonth', quarter: 'unitQuarter', day: 'unitDay' } as const;
