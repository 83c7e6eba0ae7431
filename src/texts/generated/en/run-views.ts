// Made of locales/ by `npm run texts`.
import type { Room } from '../../message';

export const room: Room = {
  "run-verdict.missing": [["rejected"]," of ",["rows","plural",{"one":[["rows"]," row"],"other":[["rows"]," rows"]}]," rejected – ",["values","plural",{"one":["one value is missing"],"other":[["values"]," values are missing"]}]],
  "run-verdict.missing-more": [["rejected"]," of ",["rows","plural",{"one":[["rows"]," row"],"other":[["rows"]," rows"]}]," rejected – ",["values","plural",{"one":["one value is missing"],"other":[["values"]," values are missing"]}],", and ",["others","plural",{"one":["one other cause"],"other":[["others"]," other causes"]}]],
  "run-verdict.mended": [["rejected"]," of ",["rows","plural",{"one":[["rows"]," row"],"other":[["rows"]," rows"]}]," rejected – the missing values are in the mapping by now"],
  "run-verdict.faults": [["rejected"]," of ",["rows","plural",{"one":[["rows"]," row"],"other":[["rows"]," rows"]}]," rejected – ",["faults","plural",{"one":["one cause"],"other":[["faults"]," causes"]}]],
  "run-verdict.mended-next": "Run it again; it has not been run with the new values yet.",
  "run-verdict.approve-next": "Look at the control totals and approve the run, or close it without sending.",
  "run-verdict.missing-next": "Enter the missing values here; the run then starts again.",
  "run-changes.first": "Nothing of this pipeline has been approved and delivered yet that the mapping could be compared with.",
  "run-changes.same": ["The pipeline is the same as at the last approved delivery (version ",["version"],")."],
  "run-changes.since": ["Changed since the last approved delivery: version ",["from"]," → ",["to"]],
  "run-changes.plan": ["The account plan is another one, too: version ",["from"]," → ",["to"],"."],
  "run-send.changed": ["The pipeline was changed since this dry run: version ",["was"]," → ",["now"],". The real run uses the new one."],
  "run-again.may-be-there": "Some of these bookings may be at DATEV already: if DATEV accepts both, they are booked twice. Check in DATEV first.",
  "run-again.bookings-behind": "All documents of the run are created anew: what has already arrived may then be at DATEV twice.",
  "run-send.next": "Check totals and files. If everything fits, send the period for real.",
  "run-verdict.missing-lead": "A firm lead enters the missing values here; the run then starts again.",
  "run-drift.next": "See under “Changed columns” what the columns are called now and choose “Adapt the mapping”; the run is then executed again.",
  "run-drift.by-hand": "Map anew in the pipeline what is listed under “Changed columns”, then run it again.",
  "run-drift.lead": "A firm lead adapts the mapping; what has changed is listed under “Changed columns”.",
};
