import type { WireFinding } from '../../src/contract/answers';
import type { DxsoFinding } from '../../src/dxso/finding';
import { renderDxso } from '../../src/dxso/xml/render';
import { renderFinding } from '../../src/extf/check/findings';
import type { Lang } from '../../src/kernel/problem';
import { byPlace } from './by-place';
import { useLang, useWords } from './lang';

/** As many as a person reads before wanting to see the rest. */
const SHOWN = 8;

/** Findings with place, text and remedy, in the same words everywhere; what forbids sending comes first. */
export function Findings({ findings }: { findings: readonly WireFinding[] }) {
  const t = useWords();
  const sorted = [...findings].sort((a, b) => weight(a) - weight(b));
  const rest = sorted.slice(SHOWN);
  return (
    <>
      <List findings={sorted.slice(0, SHOWN)} />
      {rest.length === 0 ? null : (
        <details>
          <summary>{t('moreFindings', { count: rest.length })}</summary>
          <List findings={rest} />
        </details>
      )}
    </>
  );
}

function List({ findings }: { findings: readonly WireFinding[] }) {
  const lang = useLang();
  const t = useWords();
  return (
    <ul className="findings">
      {byPlace(findings, (finding) => {
        const { where, text, remedy } = rendered(finding, lang);
        return (
          <li>
            {finding.severity === 'warning' ? <small>{t('note')}: </small> : null}
            {where === '' ? null : <strong>{where}: </strong>}
            {text} <em>{remedy}</em>
          </li>
        );
      })}
    </ul>
  );
}

/** A batch or a package: each has a catalogue of its own. */
function rendered(finding: WireFinding, lang: Lang): { where: string; text: string; remedy: string } {
  return isOfPackage(finding)
    ? renderDxso(finding, lang)
    : renderFinding({ ...finding, field: numberOf(finding.field) }, lang);
}

function isOfPackage(finding: WireFinding): finding is WireFinding & DxsoFinding {
  return finding.code.startsWith('dxso.');
}

function numberOf(field: number | string | undefined): number | undefined {
  return typeof field === 'number' ? field : undefined;
}

function weight(finding: WireFinding): number {
  return finding.severity === 'error' ? 0 : 1;
}
