import { useState } from "preact/hooks";
import { Text } from "../../parts/text";
import { useSession } from "../../session/session";
import { type MintedGrant, MintForm } from "../grants/mint-form";
import { NewToken } from "../grants/new-token";

interface GrantStepProps {
  /** What was added and published in the steps before; null if it was done earlier. */
  server: string | null;
  policy: string | null;
  onMinted: (grant: string) => void;
  onChanged: () => void;
}

/** Mints a grant, and shows its token once with what connects a client. */
export function GrantStep({ server, policy, onMinted, onChanged }: GrantStepProps) {
  const session = useSession();
  const [minted, setMinted] = useState<MintedGrant | null>(null);
  if (!session.may("administer")) {
    return <p class="hint">To mint a grant, the role Admin is needed.</p>;
  }
  if (minted) {
    return (
      <>
        <p role="status">
          The grant <Text value={minted.label} fold={100} /> was minted.
        </p>
        <NewToken token={minted.token} mcpUrls={minted.mcpUrls} />
      </>
    );
  }
  return (
    <>
      <p>A grant gives one agent a token for servers, each under a policy. The agent gets no credential of a server.</p>
      <MintForm
        key={`${server} ${policy}`}
        server={server ?? undefined}
        policy={policy ?? undefined}
        onMinted={grant => {
          setMinted(grant);
          onMinted(grant.id);
          onChanged();
        }}
      />
    </>
  );
}
