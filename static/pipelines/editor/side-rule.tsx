import { useWords } from '../../shared/lang';
import type { Column } from './columns';
import type { SideForm } from './form';
import { AreaField, Radios } from './inputs';
import { ColumnChoice } from './rule-row';

/** Soll or Haben of a line: by the sign of the amount, by a column, or always the same. */
export function SideRule(props: {
  side: SideForm;
  columns: readonly Column[];
  onChange: (side: SideForm) => void;
}) {
  const { side, columns, onChange } = props;
  const t = useWords();
  const put = (part: Partial<SideForm>) => onChange({ ...side, ...part });
  const sides = [
    ['S', t('sideS')],
    ['H', t('sideH')],
  ] as const;
  return (
    <Radios
      id="pf-side"
      legend={t('sideLegend')}
      value={side.by}
      options={[
        ['sign', t('sideBySign')],
        ['column', t('sideByColumn')],
        ['constant', t('sideConstant')],
      ]}
      onChange={(by) => put({ by })}
    >
      {side.by === 'sign' ? (
        <Radios
          id="pf-side-positive"
          legend={t('sidePositive')}
          value={side.positive}
          options={sides}
          onChange={(positive) => put({ positive })}
        />
      ) : null}
      {side.by === 'constant' ? (
        <Radios
          id="pf-side-side"
          legend={t('sideAlways')}
          value={side.side}
          options={sides}
          onChange={(always) => put({ side: always })}
        />
      ) : null}
      {side.by === 'column' ? <SideColumn side={side} columns={columns} put={put} /> : null}
    </Radios>
  );
}

function SideColumn(props: {
  side: SideForm;
  columns: readonly Column[];
  put: (part: Partial<SideForm>) => void;
}) {
  const { side, columns, put } = props;
  const t = useWords();
  return (
    <div className="fields">
      <ColumnChoice id="pf-side-column" label={t('sideColumn')} rule={side} columns={columns} put={put} />
      <AreaField
        id="pf-side-soll"
        label={t('sideSoll')}
        hint={t('oneALine')}
        value={side.soll}
        onChange={(soll) => put({ soll })}
      />
      <AreaField
        id="pf-side-haben"
        label={t('sideHaben')}
        hint={t('oneALine')}
        value={side.haben}
        onChange={(haben) => put({ haben })}
      />
    </div>
  );
}
