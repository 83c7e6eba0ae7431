import Button from '@atlaskit/button/new';
import type { PipelinesAnswer } from '../../../src/contract/pipelines';
import { PERIODS } from '../../../src/pipelines/pipeline';
import { Copy } from '../../shared/copy';
import { useWords } from '../../shared/lang';
import { Skeleton, Trouble } from '../../shared/parts';
import type { Open } from '../place';
import { columnText } from './columns';
import { ColumnsTable } from './columns-table';
import type { SourceForm } from './form';
import { InlineSource } from './inline-source';
import { Part, Radios, SelectField, TextField } from './inputs';
import { LookerFinder } from './looker-finder';
import type { PartProps } from './part-props';

/** Name, Mandant, and the way to the Mandant's account plan. */
export function NamePart(props: PartProps & { value: PipelinesAnswer; open: Open }) {
  const { form, set, value, open, state } = props;
  const t = useWords();
  const mandant = value.mandanten.find(({ id }) => id === form.mandant);
  return (
    <Part id="pf-names" title={t('partName')}>
      <div className="fields">
        <TextField
          id="pf-name"
          label={t('pipelineName')}
          hint={t('pipelineNameHint')}
          value={form.name}
          most={60}
          required
          onChange={(name) => set({ name })}
        />
        <SelectField
          id="pf-mandant"
          label={t('mandant')}
          value={form.mandant}
          choose={t('choose')}
          required
          options={value.mandanten.map(({ id, label }) => [id, label === id ? id : `${label} (${id})`])}
          onChange={(id) => set({ mandant: id })}
        />
      </div>
      {mandant === undefined ? null : (
        <p className="line">
          <span>{t(mandant.hasPlan ? 'planIsThere' : 'planIsMissing')}</span>
          <Button spacing="compact" onClick={() => open({ is: 'accounts', mandant: mandant.id })}>
            {t('accountPlan')}
          </Button>
        </p>
      )}
      {state.id === undefined ? null : (
        <p>
          {t('pipelineId')}: <code>{state.id}</code> <Copy text={state.id} what={t('pipelineId')} />{' '}
          <small className="why">{t('pipelineIdNote')}</small>
        </p>
      )}
    </Part>
  );
}

/** What is asked of Looker, and which columns come back. */
export function SourcePart(props: PartProps & { value: PipelinesAnswer }) {
  const { form, set, value, asked, loadColumns } = props;
  const { source } = form;
  const t = useWords();
  const put = (part: Partial<typeof source>) => set({ source: { ...source, ...part } });
  return (
    <Part id="pf-source" title={t('partSource')}>
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
        value={source.is}
        options={[
          ['look', t('sourceLook'), t('sourceLookNote')],
          ['query', t('sourceQuery'), t('sourceQueryNote')],
          ['inline', t('sourceInline'), t('sourceInlineNote')],
        ]}
        onChange={(is) => put({ is })}
      />
      <SourceFields {...props} put={put} />
      <div className="actions" aria-live="polite">
        <Button isLoading={asked.doing === 'columns'} onClick={() => void loadColumns()}>
          {t('loadColumns')}
        </Button>
      </div>
      {asked.doing === 'columns' ? <Skeleton rows={4} /> : null}
      {asked.problem?.of === 'columns' ? (
        <Trouble of={asked.problem.problem} retry={() => void loadColumns()} />
      ) : null}
      <ColumnsTable {...props} put={put} />
    </Part>
  );
}

/** Which Look, which query, or which columns. */
function SourceFields(props: PartProps & { put: (part: Partial<SourceForm>) => void }) {
  const { form, put } = props;
  const { source } = form;
  const t = useWords();
  return (
    <>
      {source.is === 'look' ? (
        <>
          <TextField
            id="pf-source-look"
            label={t('lookId')}
            value={source.look}
            required
            onChange={(look) => put({ look })}
          />
          <LookerFinder
            connection={form.connection}
            what="looks"
            label={t('findLook')}
            onChoose={({ id }) => put({ look: id })}
          />
        </>
      ) : null}
      {source.is === 'query' ? (
        <TextField
          id="pf-source-query"
          label={t('querySlug')}
          hint={t('querySlugHint')}
          value={source.query}
          required
          onChange={(query) => put({ query })}
        />
      ) : null}
      {source.is === 'inline' ? <InlineSource {...props} put={put} /> : null}
    </>
  );
}

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
        list={columns.filter(({ type }) => /^(date|time)/.test(type)).map(({ name }) => name)}
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
        most={60}
        onChange={(timezone) => set({ timezone })}
      />
    </div>
  );
}

const UNIT_WORDS = { month: 'unitMonth', quarter: 'unitQuarter', day: 'unitDay' } as const;
