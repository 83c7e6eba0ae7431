import type { Target } from '../../../src/mapping/mapping';
import { useWords } from '../../shared/texts/lang';
import { type Column, columnText } from './columns';
import type { EditorEvent } from './draft';
import type { RuleForm } from './form';
import { CheckField, SelectField, TextField, useMissing } from './inputs';
import { useTargets } from './place-words';

type Props = {
  readonly target: Target;
  readonly rule: RuleForm;
  readonly isRequired: boolean;
  readonly columns: readonly Column[];
  readonly tell: (event: EditorEvent) => void;
  /** To the entries of the value table. */
  readonly onTable: () => void;
};
type Kind = RuleForm['kind'];

/** Where the value of one target comes from. */
export function RuleRow(props: Props) {
  const { target, rule, isRequired, tell } = props;
  const t = useWords();
  const targetWord = useTargets();
  const id = `pf-rule-${target}`;
  const put = (part: Partial<RuleForm>) => tell({ on: 'rule', target, part });
  const name = targetWord(target);
  return (
    <li className={rule.kind === 'none' && !isRequired ? 'rule empty-rule' : 'rule'}>
      <SelectField<Kind>
        id={id}
        label={name}
        required={isRequired}
        value={rule.kind}
        options={kindsOf(target).map((kind) => [kind, t(KIND_WORDS[kind])])}
        onChange={(kind) => put({ kind })}
      />
      <div className="rule-inputs">
        <Typed id={id} name={name} rule={rule} put={put} />
        {rule.kind === 'column' || rule.kind === 'table' ? (
          <FromColumn {...props} id={id} name={name} put={put} />
        ) : null}
      </div>
    </li>
  );
}

type RuleInputs = {
  readonly id: string;
  readonly name: string;
  readonly rule: RuleForm;
  readonly put: (part: Partial<RuleForm>) => void;
};

/** The same for every row, or put together from several columns. */
function Typed({ id, name, rule, put }: RuleInputs) {
  const t = useWords();
  if (rule.kind === 'constant')
    return (
      <TextField
        id={`${id}-value`}
        label={t('valueFor', { target: name })}
        value={rule.value}
        onChange={(value) => put({ value })}
      />
    );
  if (rule.kind !== 'template') return null;
  return (
    <TextField
      id={`${id}-template`}
      label={t('templateFor', { target: name })}
      hint={t('templateHint', { period: '{period}', field: '{view.field}' })}
      most={200}
      value={rule.template}
      onChange={(template) => put({ template })}
    />
  );
}

/** As it stands in a column, or what a value table makes of that. */
function FromColumn({ id, name, rule, put, columns, onTable }: Props & RuleInputs) {
  const t = useWords();
  return (
    <>
      <ColumnChoice
        id={`${id}-column`}
        label={t('columnFor', { target: name })}
        rule={rule}
        columns={columns}
        put={put}
      />
      <Otherwise id={id} name={name} rule={rule} put={put} />
      {rule.kind === 'table' ? (
        <button type="button" className="link" onClick={onTable}>
          {t('toTable', { count: rule.table.length })}
        </button>
      ) : null}
    </>
  );
}

const KIND_WORDS = {
  none: 'ruleNone',
  column: 'ruleColumn',
  constant: 'ruleConstant',
  template: 'ruleTemplate',
  table: 'ruleTable',
} as const;

/** An amount always comes from a column: it is what the rows are about. */
function kindsOf(target: Target): readonly Kind[] {
  return target === 'amount' ? ['none', 'column'] : ['none', 'column', 'constant', 'template', 'table'];
}

type Inputs = { rule: RuleForm; put: (part: Partial<RuleForm>) => void };

/** One of the source’s columns; one that the source no longer has stays in sight and is named as missing. */
export function ColumnChoice(
  props: { id: string; label: string; columns: readonly Column[] } & ColumnInputs,
) {
  const { id, label, columns, rule, put } = props;
  const t = useWords();
  const isKnown = rule.column === '' || columns.some(({ name }) => name === rule.column);
  if (columns.length === 0)
    return (
      <TextField
        id={id}
        label={label}
        hint={t('columnUnknownHint')}
        value={rule.column}
        onChange={(column) => put({ column })}
      />
    );
  return (
    <SelectField
      id={id}
      label={label}
      hint={isKnown ? undefined : t('columnGone')}
      value={rule.column}
      choose={t('choose')}
      options={[
        ...columns.map((column) => [column.name, columnText(column)] as const),
        ...(isKnown ? [] : [[rule.column, `⚠ ${rule.column}`] as const]),
      ]}
      onChange={(column) => put({ column })}
    />
  );
}
type ColumnInputs = {
  readonly rule: { readonly column: string };
  readonly put: (part: { column: string }) => void;
};

/** What stands there when Looker has nothing, or nothing known: empty or an error, unless a value is given. */
function Otherwise({ id, name, rule, put }: Inputs & { id: string; name: string }) {
  const t = useWords();
  const isWrong = useMissing(id) !== undefined;
  const isTable = rule.kind === 'table';
  if (isWrong && rule.column === '') return null;
  return (
    <div className="row-inputs">
      <CheckField
        label={t(isTable ? 'otherwiseTable' : 'otherwiseColumn')}
        checked={rule.hasOtherwise}
        onChange={(hasOtherwise) => put({ hasOtherwise })}
      />
      {rule.hasOtherwise ? (
        <input
          aria-label={t('otherwiseFor', { target: name })}
          value={rule.otherwise}
          maxLength={120}
          onChange={(e) => put({ otherwise: e.target.value })}
        />
      ) : null}
    </div>
  );
}
