import { useState } from "preact/hooks";
import { Text } from "../../parts/text";
import { useSession } from "../../session/session";
import { FirstRequests } from "./first-requests";
import { type MintedGrant, MintForm } from "./mint-form";
import { NewToken } from "./new-token";

interface MintProps {
  /** The server and policy that are chosen at first. */
  server?: string;
  policy?: string;
  onMinted?: (grant: MintedGrant) => void;
  /** Leaves without a new grant, or after it was made. Without it, there is no button for that. */
  onClose?: () => void;
}

/** Mints a grant; then shows its token once, how to connect a client, and what arrives from it. Its headings are `h3`. */
export function Mint({ server, policy, onMinted, onClose }: MintProps) {
  const session = useSession();
  const [minted, setMinted] = useState<MintedGrant | null>(null);
  if (!session.may("administer")) {
    return <p>Grants can be minted with the role Admin.</p>;
  }
  if (!minted) {
    return (
      <MintForm
        server={server}
        policy={policy}
        onCancel={onClose}
        onMinted={grant => {
          setMinted(grant);
          onMinted?.(grant);
        }}
      />
    );
  }
  return (
    <>
      <p>
        The grant{" "}
        <a href={`/ui/grants/${encodeURIComponent(minted.id)}`}>
          <Text value={minted.label} isCut />
        </a>{" "}
        was minted.
      </p>
      <NewToken token={minted.token} mcpUrls={minted.mcpUrls} onClose={onClose}>
        <h3>First requests</h3>
        <FirstRequests grant={minted.id} />
      </NewToken>
    </>
  );
}
