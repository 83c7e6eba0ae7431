import Button from '@atlaskit/button/new';
import { useState } from 'react';
import { TARGETS, type Target } from '../../../src/mapping/mapping';
import { useWords } from '../../shared/lang';
import { usable } from './columns';
import { fillable } from './draft';
import { Part, Radios } from './inputs';
import type { PartProps } from './part-props';
import { requiredTargets } from './read-form';
import { RuleRow } from './rule-row';
import { SideRule } from './side-rule';

/** From Looker’s columns to a booking line: a rule for each target, required ones first. */
export function MappingPart(props: PartProps) {
  const { form, columns, asked, tell } = props;
  const t = useWords();
  const required = requiredTargets(form.output);
  const others = TARGETS.filter((target) => !required.includes(target));
  const choices = usable(form.source, columns);
  const row = (target: Target) => (
    <RuleRow
      key={target}
      target={target}
      rule={form.mapping.rules[target]}
      isRequired={required.includes(target)}
      columns={choices}
      tell={tell}
    />
  );
  return (
    <Part id="pf-mapping" title={t('partMapping')} note={t('mappingNote')}>
      {asked.source === undefined ? (
        <p className="note">{t('suggestNeedsColumns')}</p>
      ) : (
        <Suggest count={fillable(form, asked.source.suggestion)} {...props} />
      )}
      <ul className="rules">{required.map(row)}</ul>
      <WholeRow {...props} choices={choices} />
      <h4>{t('otherTargets')}</h4>
      <ul className="rules">{others.map(row)}</ul>
    </Part>
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
function Suggest({ count, asked, tell }: PartProps & { count: number }) {
  const [done, setDone] = useState<number>();
  const t = useWords();
  const says = count === 0 && done === undefined ? 'suggestNothing' : 'suggestDone';
  return (
    <div className="actions" aria-live="polite">
      <Button
        isDisabled={count === 0}
        onClick={() => {
          setDone(count);
          tell({ on: 'suggested', suggestion: asked.source?.suggestion ?? {} });
        }}
      >
        {t('suggest', { count })}
      </Button>
      {done === undefined && count > 0 ? null : <span>{t(says, { count: done ?? 0 })}</span>}
    </div>
  );
}
