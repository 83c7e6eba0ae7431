import Button from '@atlaskit/button/new';
import { byPlace } from '../../shared/by-place';
import { Combobox } from '../../shared/inputs/combobox';
import { fitting } from '../../shared/inputs/suggestions';
import { useWords } from '../../shared/texts/lang';
import { columnSuggestions } from './columns';
import type { FilterForm, SourceForm } from './form';
import { AreaField, TextField } from './inputs';
import { LookerFinder } from './looker-finder';
import type { PartProps } from './part-props';

type Props = PartProps & { readonly put: (part: Partial<SourceForm>) => void };

/** A query of one's own: model, explore, filters; its columns are chosen in the table below. */
export function InlineSource(props: Props) {
  const { form, put, loadColumns } = props;
  const { source } = form;
  const t = useWords();
  return (
    <>
      <LookerFinder
        connection={form.connection}
        what="models"
        label={t('findModel')}
        onChoose={({ id }) => {
          put(exploreOf(id));
          void loadColumns(exploreOf(id));
        }}
      />
      <div className="fields">
        <TextField
          id="pf-source-model"
          label={t('model')}
          value={source.model}
          required
          onChange={(model) => put({ model })}
        />
        <TextField
          id="pf-source-explore"
          label={t('explore')}
          value={source.explore}
          required
          onChange={(explore) => put({ explore })}
        />
      </div>
      <Filters {...props} />
      <FieldsAsText {...props} />
    </>
  );
}

/** Columns as text, for whoever has a list of them. */
function FieldsAsText({ form: { source }, put }: Props) {
  const t = useWords();
  return (
    <details>
      <summary>{t('fieldsAsText')}</summary>
      <AreaField
        id="pf-fields-text"
        label={t('inlineFields')}
        hint={t('inlineFieldsHint')}
        value={source.fields.join('\n')}
        rows={Math.min(12, Math.max(3, source.fields.length + 1))}
        onChange={(text) => put({ fields: text.split('\n') })}
      />
    </details>
  );
}

/** A choice names model and explore: `finance:ledger`. */
function exploreOf(id: string): Partial<SourceForm> {
  const at = id.lastIndexOf(':');
  return at < 0 ? { model: id } : { model: id.slice(0, at), explore: id.slice(at + 1) };
}

function Filters({ form: { source }, put, columns }: Props) {
  const t = useWords();
  const { filters } = source;
  const change = (at: number, part: Partial<FilterForm>) =>
    put({ filters: filters.map((filter, n) => (n === at ? { ...filter, ...part } : filter)) });
  return (
    <fieldset>
      <legend>{t('inlineFilters')}</legend>
      <p className="note">{t('inlineFiltersNote')}</p>
      {byPlace(filters, (filter, n) => (
        <Filter
          n={n}
          filter={filter}
          columns={columns}
          onChange={(part) => change(n, part)}
          onRemove={() => put({ filters: filters.filter((_, each) => each !== n) })}
        />
      ))}
      <Button spacing="compact" onClick={() => put({ filters: [...filters, { field: '', value: '' }] })}>
        {t('addFilter')}
      </Button>
    </fieldset>
  );
}

function Filter(props: {
  n: number;
  filter: FilterForm;
  columns: Props['columns'];
  onChange: (part: Partial<FilterForm>) => void;
  onRemove: () => void;
}) {
  const { n, filter, columns, onChange, onRemove } = props;
  const t = useWords();
  return (
    <div className="row-inputs">
      <Combobox
        aria-label={t('filterField', { n: n + 1 })}
        placeholder="view.field"
        value={filter.field}
        maxLength={170}
        isOpenAtOnce
        suggest={(typed) => fitting(columnSuggestions(columns), typed)}
        onText={(field) => onChange({ field })}
        onChoose={({ id }) => onChange({ field: id })}
      />
      <input
        aria-label={t('filterValue', { n: n + 1 })}
        value={filter.value}
        maxLength={500}
        onChange={(e) => onChange({ value: e.target.value })}
      />
      <button type="button" className="link" onClick={onRemove}>
        {t('remove')}
        <span className="unseen"> {filter.field}</span>
      </button>
    </div>
  );
}
