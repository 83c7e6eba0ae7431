// Made of locales/ by `npm run texts`.
import type { Room } from '../../message';

export const room: Room = {
  "hooks.has-secret.title": "There is already a secret.",
  "hooks.has-secret.remedy": "If nobody knows it any more, change it: the present one then stays valid for seven days.",
  "hooks.no-secret.title": "There is no secret yet.",
  "hooks.no-secret.remedy": "Create one first.",
  "hooks.content.title": ["The message is not structured as required at “",["field"],"”."],
  "hooks.content.remedy": "Compare it with the guide for inbound hooks and send it corrected.",
  "hooks.time.title": ["The time in “",["field"],"” is too far from now."],
  "hooks.time.remedy": "Check the clock of the sending program and send the message with the present time.",
  "hooks.not-watched.title": ["The Mandant ",["mandant"]," is not watched."],
  "hooks.not-watched.remedy": "Watch it in the app’s settings, then send the message again.",
  "hooks.no-pipeline.title": ["There is no pipeline ",["pipeline"],"."],
  "hooks.no-pipeline.remedy": "Use the ID shown with the pipeline.",
  "hooks.pipeline-inactive.title": ["The pipeline ",["pipeline"]," is switched off."],
  "hooks.pipeline-inactive.remedy": "Switch it on, then send the message again.",
  "hooks.wrong-period.title": ["The period ",["period"]," does not fit the pipeline ",["pipeline"],"."],
  "hooks.wrong-period.remedy": "Name a month (2026-11), a quarter (2026-Q4) or a day (2026-11-30), whichever the pipeline wants.",
};
