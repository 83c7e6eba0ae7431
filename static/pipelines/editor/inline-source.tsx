import Button from '@atlaskit/button/new';
import { byPlace } from '../../shared/by-place';
import { useWords } from '../../shared/lang';
import type { SourceForm } from './form';
import { AreaField, TextField } from './inputs';
import { LookerFinder } from './looker-finder';
import type { PartProps } from './part-props';

type Props = PartProps & { readonly put: (part: Partial<SourceForm>) => void };

/** A query of one's own: model, explore, fields and filters. */
export function InlineSource({ form, put }: Props) {
  const { source } = form;
  const t = useWords();
  return (
    <>
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
      <LookerFinder
        connection={form.connection}
        what="models"
        label={t('findModel')}
        onChoose={({ id }) => put(exploreOf(id))}
      />
      <AreaField
        id="pf-source-fields"
        label={t('inlineFields')}
        hint={t('inlineFieldsHint')}
        value={source.fields.join('\n')}
        rows={Math.min(12, Math.max(3, source.fields.length + 1))}
        required
        onChange={(text) => put({ fields: text.split('\n') })}
      />
      <Filters source={source} put={put} />
    </>
  );
}

/** A choice names model and explore: `finance:ledger`. */
function exploreOf(id: string): Partial<SourceForm> {
  const at = id.lastIndexOf(':');
  return at < 0 ? { model: id } : { model: id.slice(0, at), explore: id.slice(at + 1) };
}

function Filters({ source, put }: Pick<Props, 'put'> & { source: SourceForm }) {
  const t = useWords();
  const { filters } = source;
  const change = (at: number, part: Partial<(typeof filters)[number]>) =>
    put({ filters: filters.map((filter, n) => (n === at ? { ...filter, ...part } : filter)) });
  return (
    <fieldset>
      <legend>{t('inlineFilters')}</legend>
      <p className="note">{t('inlineFiltersNote')}</p>
      {byPlace(filters, (filter, n) => (
        <div className="row-inputs">
          <input
            aria-label={t('filterField', { n: n + 1 })}
            placeholder="view.field"
            value={filter.field}
            maxLength={170}
            onChange={(e) => change(n, { field: e.target.value })}
          />
          <input
            aria-label={t('filterValue', { n: n + 1 })}
            value={filter.value}
            maxLength={500}
            onChange={(e) => change(n, { value: e.target.value })}
          />
          <button
            type="button"
            className="link"
            onClick={() => put({ filters: filters.filter((_, each) => each !== n) })}
          >
            {t('remove')}
            <span className="unseen"> {filter.field}</span>
          </button>
        </div>
      ))}
      <Button spacing="compact" onClick={() => put({ filters: [...filters, { field: '', value: '' }] })}>
        {t('addFilter')}
      </Button>
    </fieldset>
  );
}
