import { useRoute } from "preact-iso";
import { useSession } from "../../session/session";
import { ApprovalPage } from "./approval-page";
import { NoPermission } from "./no-permission";

/** The page of one approval, the target of every link that the gateway gives out. */
export default function Screen() {
  const id = useRoute().params.approval ?? "";
  const session = useSession();
  return session.may("decideApprovals") ? <ApprovalPage key={id} id={id} /> : <NoPermission key={id} id={id} />;
}
