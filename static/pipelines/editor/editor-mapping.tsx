import Button from '@atlaskit/button/new';
import { useState } from 'react';
import { TARGETS, type Target } from '../../../src/mapping/mapping';
import { useWords } from '../../shared/texts/lang';
import { usable } from './columns';
import { fillable } from './draft';
import { Part, Radios } from './inputs';
import type { PartProps } from './part-props';
import { requiredTargets } from './read-form';
import { RuleRow } from './rule-row';
import { SideRule } from './side-rule';

/** From Looker’s columns to a booking line: a rule for each target, required ones first. */
export function MappingPart(props: PartProps) {
  const { form, columns } = props;
  const t = useWords();
  const required = requiredTargets(form.output);
  const choices = usable(form.source, columns);
  const others = TARGETS.filter((target) => !required.includes(target));
  return (
    <Part isAlone id="pf-mapping" title={t('partMapping')} note={t('mappingNote')}>
      <Suggest {...props} />
      <Rules {...props} targets={required} choices={choices} isRequired />
      <WholeRow {...props} choices={choices} />
      <h5>{t('otherTargets')}</h5>
      <Rules {...props} targets={others} choices={choices} isRequired={false} />
    </Part>
  );
}

type RulesProps = PartProps & {
  readonly targets: readonly Target[];
  readonly choices: ReturnType<typeof usable>;
  readonly isRequired: boolean;
};

function Rules({ form, tell, goTo, targets, choices, isRequired }: RulesProps) {
  return (
    <ul className="rules">
      {targets.map((target) => (
        <RuleRow
          key={target}
          rule={form.mapping.rules[target]}
          columns={choices}
          onTable={() => goTo('values')}
          target={target}
          isRequired={isRequired}
          tell={tell}
        />
      ))}
    </ul>
  );
}

/** What is decided for a row as a whole: its side, what its amount is, and what becomes of it without one. */
function WholeRow({ form, tell, choices }: PartProps & { choices: ReturnType<typeof usable> }) {
  const { side, amountIs, zeroLines } = form.mapping;
  const t = useWords();
  const put = (part: Partial<typeof form.mapping>) => tell({ on: 'mapped', part });
  return (
    <>
      <SideRule side={side} columns={choices} onChange={(next) => put({ side: next })} />
      <Radios
        id="pf-amountIs"
        legend={t('amountIs')}
        value={amountIs}
        options={[
          ['gross', t('amountGross')],
          ['net', t('amountNet'), t('amountNetNote')],
        ]}
        onChange={(next) => put({ amountIs: next })}
      />
      <Radios
        id="pf-zeroLines"
        legend={t('zeroLines')}
        value={zeroLines}
        options={[
          ['stop', t('zeroStop')],
          ['leave-out', t('zeroLeaveOut')],
        ]}
        onChange={(next) => put({ zeroLines: next })}
      />
    </>
  );
}

/** Fills the targets that have no rule yet, and says how many it were. */
function Suggest({ form, asked, tell }: PartProps) {
  const [done, setDone] = useState<number>();
  const t = useWords();
  if (asked.source === undefined) return <p className="note">{t('suggestNeedsColumns')}</p>;
  const { suggestion } = asked.source;
  const count = fillable(form, suggestion);
  if (count === 0 && done === undefined) return <p className="note">{t('suggestLook')}</p>;
  return (
    <div className="actions" aria-live="polite">
      <Button
        isDisabled={count === 0}
        onClick={() => {
          setDone(count);
          tell({ on: 'suggested', suggestion });
        }}
      >
        {t('suggest', { count })}
      </Button>
      {done === undefined ? null : <span>{t('suggestDone', { count: done })}</span>}
    </div>
  );
}
