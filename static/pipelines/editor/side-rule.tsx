import { useWords } from '../../shared/texts/lang';
import type { Column } from './columns';
import type { SideForm } from './form';
import { AreaField, Radios } from './inputs';
import { ColumnChoice } from './rule-row';

type Props = {
  readonly side: SideForm;
  readonly columns: readonly Column[];
  readonly onChange: (side: SideForm) => void;
};

/** Soll or Haben of a line: by the sign of the amount, by a column, or always the same. */
export function SideRule({ side, columns, onChange }: Props) {
  const t = useWords();
  const put = (part: Partial<SideForm>) => onChange({ ...side, ...part });
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
      {side.by === 'column' ? (
        <SideColumn side={side} columns={columns} put={put} />
      ) : (
        <OneSide side={side} put={put} />
      )}
    </Radios>
  );
}

/** Which side positive amounts are on, or every row. */
function OneSide({ side, put }: { side: SideForm; put: (part: Partial<SideForm>) => void }) {
  const t = useWords();
  const isSign = side.by === 'sign';
  return (
    <Radios
      id={isSign ? 'pf-side-positive' : 'pf-side-side'}
      legend={t(isSign ? 'sidePositive' : 'sideAlways')}
      value={isSign ? side.positive : side.side}
      options={[
        ['S', t('sideS')],
        ['H', t('sideH')],
      ]}
      onChange={(chosen) => put(isSign ? { positive: chosen } : { side: chosen })}
    />
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
