import { render } from "preact";
import { App } from "./app";
import { applyStoredTheme } from "./parts/theme";
// All style sheets are imported here: those of screens that are loaded later would be bundled, but not loaded.
import "./styles/theme.css";
import "./styles/base.css";
import "./styles/parts.css";
import "uplot/dist/uPlot.min.css";
import "./styles/chart.css";
import "./styles/overview.css";
import "./styles/servers.css";
import "./styles/start.css";
import "./styles/policies.css";
import "./styles/grants.css";
import "./styles/approvals.css";
import "./styles/activity.css";

applyStoredTheme();
const root = document.getElementById("app");
if (root) {
  render(<App />, root);
}
