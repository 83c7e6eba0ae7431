import type { WireFinding } from '../../../src/contract/answers';
import type { DxsoFinding } from '../../../src/dxso/finding';
import { renderDxso } from '../../../src/dxso/xml/render';
import { renderFinding } from '../../../src/extf/check/findings';
import { type Fault, faultsIn, type Kind, kindsOf } from '../../../src/kernel/faults';
import type { Lang } from '../../../src/kernel/lang';
import { byPlace } from '../by-place';
import { useLang, useWords } from '../texts/lang';
import { isPackageCode } from './mended-here';

/** As many as a person reads before wanting to see the rest. */
const SHOWN = 8;

/**
 * What was found, as things to mend: with place, text and remedy, in the same words everywhere. The same fault in many rows is
 * one; what forbids sending comes first, notices are folded by their kind.
 */
export function Findings({ findings }: { findings: readonly WireFinding[] }) {
  const t = useWords();
  const faults = faultsIn(findings);
  const errors = faults.filter(({ finding }) => finding.severity === 'error');
  const notices = kindsOf(faults.filter(({ finding }) => finding.severity === 'warning'));
  const rest = errors.slice(SHOWN);
  return (
    <>
      <List faults={errors.slice(0, SHOWN)} />
      {rest.length === 0 ? null : (
        <details>
          <summary>{t('moreFindings', { count: rest.length })}</summary>
          <List faults={rest} />
        </details>
      )}
      {notices.length === 0 ? null : <Notices kinds={notices} isAll={errors.length === 0} />}
    </>
  );
}

/** What a person should know and need not mend: open only where there is nothing graver, and short. */
function Notices({ kinds, isAll }: { kinds: readonly Kind<WireFinding>[]; isAll: boolean }) {
  const t = useWords();
  const count = kinds.reduce((sum, kind) => sum + kind.count, 0);
  return (
    <details open={isAll && kinds.length <= 2}>
      <summary>{t('noticesFolded', { count, kinds: kinds.length })}</summary>
      <ul className="findings">
        {kinds.map(({ code, faults: [first, ...others], count: times }) =>
          first === undefined ? null : (
            <OneFault key={code} fault={{ ...first, count: times }} others={others} />
          ),
        )}
      </ul>
    </details>
  );
}

function List({ faults }: { faults: readonly Fault<WireFinding>[] }) {
  if (faults.length === 0) return null;
  return (
    <ul className="findings">
      {byPlace(faults, (fault) => (
        <OneFault fault={fault} others={[]} />
      ))}
    </ul>
  );
}

/** A fault by its first place, and how many more places there are; `others`: of the same rule elsewhere. */
function OneFault(props: { fault: Fault<WireFinding>; others: readonly Fault<WireFinding>[] }) {
  const { fault, others } = props;
  const lang = useLang();
  const t = useWords();
  const { where, text, remedy } = rendered(withoutMore(fault.finding), lang);
  const more = fault.count - 1;
  const columns = new Set(others.map(({ finding }) => finding.field)).size;
  return (
    <li>
      {where === '' ? null : (
        <strong>
          {where}
          {more === 0 ? '' : ` ${t(fault.isAtLeast ? 'placesAtLeast' : 'placesMore', { count: more })}`}
          {columns === 0 ? '' : ` ${t('placesColumns', { count: columns })}`}:{' '}
        </strong>
      )}
      {text} <em>{remedy}</em>
    </li>
  );
}

/** How many more there are is said once, for all of them. */
function withoutMore(finding: WireFinding): WireFinding {
  const { more: _, ...values } = finding.values;
  return { ...finding, values };
}

/** A batch or a package: each has a catalogue of its own. */
function rendered(finding: WireFinding, lang: Lang): { where: string; text: string; remedy: string } {
  return isOfPackage(finding)
    ? renderDxso(finding, lang)
    : renderFinding({ ...finding, field: numberOf(finding.field) }, lang);
}

function isOfPackage(finding: WireFinding): finding is WireFinding & DxsoFinding {
  return isPackageCode(finding.code);
}

function numberOf(field: number | string | undefined): number | undefined {
  return typeof field === 'number' ? field : undefined;
}
