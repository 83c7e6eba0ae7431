import Button from '@atlaskit/button/new';
import { byPlace } from '../../shared/by-place';
import { useWords } from '../../shared/texts/lang';
import type { DocumentForm, DocumentsForm, OutputForm } from './form';
import { CheckField, Part, Radios, SelectField, TextField } from './inputs';
import { LookerFinder } from './looker-finder';
import type { PartProps } from './part-props';
import { isInvoice } from './read-form';

/** What DATEV gets: a batch, or a package for its ledgers. */
export function OutputPart({ form, set }: PartProps) {
  const { output } = form;
  const t = useWords();
  const put = (part: Partial<OutputForm>) => set({ output: { ...output, ...part } });
  return (
    <Part id="pf-output" title={t('partOutput')}>
      <Radios
        id="pf-output-as"
        legend={t('outputAs')}
        value={output.as}
        options={[
          ['extf', t('outputExtf'), t('outputExtfNote')],
          ['dxso', t('outputDxso'), t('outputDxsoNote')],
        ]}
        onChange={(as) => put({ as })}
      />
      {output.as === 'extf' ? (
        <BatchFields output={output} put={put} />
      ) : (
        <PackageFields output={output} put={put} />
      )}
    </Part>
  );
}

type OutputProps = { readonly output: OutputForm; readonly put: (part: Partial<OutputForm>) => void };

function BatchFields({ output, put }: OutputProps) {
  const t = useWords();
  return (
    <>
      <div className="fields">
        <TextField
          id="pf-output-label"
          label={t('outputLabel')}
          hint={t('outputLabelHint', { period: '{period}' })}
          value={output.label}
          most={60}
          required
          onChange={(label) => put({ label })}
        />
      </div>
      <Radios
        id="pf-output-locked"
        legend={t('locked')}
        value={output.isLocked}
        options={[
          ['no', t('lockedNo'), t('lockedNoNote')],
          ['yes', t('lockedYes'), t('lockedYesNote')],
        ]}
        onChange={(isLocked) => put({ isLocked })}
      />
      <CheckField
        label={t('byMonth')}
        hint={t('byMonthNote')}
        checked={output.byMonth}
        onChange={(byMonth) => put({ byMonth })}
      />
    </>
  );
}

function PackageFields({ output, put }: OutputProps) {
  const t = useWords();
  return (
    <div className="fields">
      <SelectField
        id="pf-output-ledger"
        label={t('ledger')}
        value={output.ledger}
        choose={t('choose')}
        required
        options={[
          ['accountsPayableLedger', t('ledgerPayable')],
          ['accountsReceivableLedger', t('ledgerReceivable')],
          ['cashLedger', t('ledgerCash')],
        ]}
        onChange={(ledger) => put({ ledger })}
      />
      <TextField
        id="pf-output-folder"
        label={t(isInvoice(output) ? 'folder' : 'folderOptional')}
        hint={isInvoice(output) ? t('folderHint') : undefined}
        value={output.folder}
        most={40}
        required={isInvoice(output)}
        onChange={(folder) => put({ folder })}
      />
    </div>
  );
}

const MAX_DOCUMENTS = 5;

/** Images that go with the bookings. */
export function DocumentsPart({ form, set }: PartProps) {
  const { documents, connection } = form;
  const t = useWords();
  const put = (part: Partial<DocumentsForm>) => set({ documents: { ...documents, ...part } });
  return (
    <Part id="pf-documents" title={t('partDocuments')}>
      <CheckField
        label={t('documentsWanted')}
        checked={documents.wanted}
        onChange={(wanted) => put({ wanted })}
      />
      {documents.wanted ? (
        <>
          <DocumentType type={documents.type} put={put} />
          <Sources sources={documents.sources} connection={connection} put={put} />
          <CheckField
            label={t('documentsByHand')}
            hint={t('documentsByHandNote')}
            checked={documents.byHand}
            onChange={(byHand) => put({ byHand })}
          />
        </>
      ) : null}
    </Part>
  );
}

type Put = { readonly put: (part: Partial<DocumentsForm>) => void };

function DocumentType({ type, put }: Pick<DocumentsForm, 'type'> & Put) {
  const t = useWords();
  return (
    <div className="fields">
      <TextField
        id="pf-documents-type"
        label={t('documentType')}
        hint={t('documentTypeHint')}
        value={type}
        most={30}
        required
        onChange={(next) => put({ type: next })}
      />
    </div>
  );
}

/** Looks and dashboards, each of which becomes an image. */
function Sources({
  sources,
  connection,
  put,
}: Pick<DocumentsForm, 'sources'> & { connection: string } & Put) {
  const t = useWords();
  const change = (at: number, part: Partial<DocumentForm>) =>
    put({ sources: sources.map((source, n) => (n === at ? { ...source, ...part } : source)) });
  return (
    <>
      {byPlace(sources, (source, n) => (
        <OneDocument
          n={n}
          source={source}
          connection={connection}
          onChange={(part) => change(n, part)}
          onRemove={() => put({ sources: sources.filter((_, each) => each !== n) })}
        />
      ))}
      <div className="actions">
        <Button
          spacing="compact"
          isDisabled={sources.length >= MAX_DOCUMENTS}
          onClick={() => put({ sources: [...sources, NEW_SOURCE] })}
        >
          {t('addDocument')}
        </Button>
      </div>
    </>
  );
}

const NEW_SOURCE: DocumentForm = { from: 'look', id: '', periodFilter: '' };

type OneProps = {
  readonly n: number;
  readonly source: DocumentForm;
  readonly onChange: (part: Partial<DocumentForm>) => void;
};

function OneDocument(props: OneProps & { connection: string; onRemove: () => void }) {
  const { n, source, connection, onChange, onRemove } = props;
  const t = useWords();
  return (
    <fieldset>
      <legend>{t('documentN', { n: n + 1 })}</legend>
      <DocumentFields n={n} source={source} onChange={onChange} />
      <LookerFinder
        connection={connection}
        what={source.from === 'look' ? 'looks' : 'dashboards'}
        label={t(source.from === 'look' ? 'findLook' : 'findDashboard')}
        onChoose={(choice) => onChange({ id: choice.id })}
      />
      <button type="button" className="link" onClick={onRemove}>
        {t('removeDocument', { n: n + 1 })}
      </button>
    </fieldset>
  );
}

/** Which Look or dashboard; a dashboard also says how it takes the period. */
function DocumentFields({ n, source, onChange }: OneProps) {
  const t = useWords();
  const id = `pf-document-${n}`;
  return (
    <div className="fields">
      <SelectField
        id={`${id}-from`}
        label={t('documentFrom')}
        value={source.from}
        options={[
          ['look', t('documentLook')],
          ['dashboard', t('documentDashboard')],
        ]}
        onChange={(from) => onChange({ from })}
      />
      <TextField
        id={`${id}-id`}
        label={t(source.from === 'look' ? 'lookId' : 'dashboardId')}
        hint={source.from === 'look' ? t('lookPeriodHint') : undefined}
        value={source.id}
        required
        onChange={(next) => onChange({ id: next })}
      />
      {source.from === 'dashboard' ? (
        <TextField
          id={`${id}-filter`}
          label={t('periodFilter')}
          hint={t('periodFilterHint')}
          value={source.periodFilter}
          most={100}
          onChange={(periodFilter) => onChange({ periodFilter })}
        />
      ) : null}
    </div>
  );
}
