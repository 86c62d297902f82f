import type { ItemOf, Reply } from "../../api/types";

/** One approval, with what will run. */
export type Approval = Reply<"/api/approvals/{approval}", "get">;
/** What a list says about an approval. */
export type ListedApproval = ItemOf<Reply<"/api/approvals", "get">>;

interface StateWords {
  label: string;
  sign: string;
  tone: string;
}

export const states: Record<string, StateWords> = {
  pending: { label: "waits", sign: "‖", tone: "info" },
  approved: { label: "approved", sign: "✓", tone: "good" },
  consumed: { label: "approved and used", sign: "✓", tone: "good" },
  refused: { label: "refused", sign: "✕", tone: "bad" },
  expired: { label: "expired", sign: "◌", tone: "warn" },
};

export function pageOf(id: string): string {
  return `/ui/approvals/${encodeURIComponent(id)}`;
}

/** Whether nothing more can happen to it that its page would have to show. */
export function hasEnded(approval: Pick<Approval, "state" | "timeline">): boolean {
  return (
    approval.state === "refused" ||
    approval.state === "expired" ||
    (approval.state === "consumed" && approval.timeline.some(step => step.event === "answered"))
  );
}
