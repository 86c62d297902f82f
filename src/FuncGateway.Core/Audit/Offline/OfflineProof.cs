using System.Text;
using System.Text.Json;

namespace FuncGateway.Core.Audit.Offline;

/// <summary>Verifies that one record leads to what a checkpoint says of its chain.</summary>
internal sealed class OfflineProof(OfflineKeys keys, OfflineFindings findings)
{
    private const string What = "the proof";
    private const string NoProof = "the file has no proof";

    /// <summary>Verifies the proof of one record, or those of an entry and its ending.</summary>
    /// <exception cref="UnreadableException">The text is not a proof.</exception>
    public void Verify(string text)
    {
        foreach (var (where, proof) in ProofsIn(ExportedObject.Parse(text, "the file")))
        {
            VerifyOne(where, proof);
        }
    }

    private static List<(string Where, ExportedObject Proof)> ProofsIn(ExportedObject file)
    {
        if (file.Has("line"))
        {
            return [("proof", file.Named(What))];
        }

        var found = new List<(string Where, ExportedObject Proof)>();
        foreach (var name in new[] { "entry", "ending" })
        {
            if (file.Find(name) is { } element)
            {
                found.Add((name, ExportedObject.Of(element, What, NoProof)));
            }
        }

        if (found.Count == 0)
        {
            throw new UnreadableException(NoProof);
        }

        if (found is [var (_, entry), var (_, ending)] && !AreSame(IdIn(entry, "id"), IdIn(ending, "ends")))
        {
            throw new UnreadableException("the ending is that of another entry");
        }

        return found;
    }

    private void VerifyOne(string where, ExportedObject proof)
    {
        var (line, name, number) = (proof.Text("line"), proof.Text("chain"), proof.Number("number"));
        var chain = ExportedChain.Read(name);
        var path = proof.Hashes("path");
        var root = MerkleTree.RootOf(Encoding.UTF8.GetBytes(line), proof.Count("index"), proof.Number("size"), path)
            ?? throw new UnreadableException("the path does not have the length of one in a tree of this size");
        var previous = proof.Hash("previous");
        if (number == 1 && previous != BlockHash.Of(chain))
        {
            findings.Add(AuditProblemKind.Broken, where, "the block does not begin the chain");
        }

        var hash = BlockHash.Of(chain, number, previous, root, proof.Hash("details"));
        foreach (var element in proof.List("following"))
        {
            var following = ExportedObject.Of(element, "a following block", "a following block is not an object");
            hash = BlockHash.Of(chain, ++number, hash, following.Hash("root"), following.Hash("details"));
        }

        if (proof.Find("checkpoint") is null)
        {
            findings.AddNote(new OfflineFinding.NotYetCheckpointed(where, "no checkpoint includes the record"));
            return;
        }

        var checkpoint = ExportedCheckpoint.Read(proof.Object("checkpoint", "a checkpoint"));
        VerifyCheckpoint(checkpoint);
        var stated = checkpoint.Chains.Where(each => each.Chain == chain).ToList();
        if (stated is not [{ Stated: var end }] || (end.Blocks, end.Hash) != (number, hash))
        {
            findings.Add(AuditProblemKind.Broken, where, $"the record does not lead to what checkpoint {checkpoint.Number} says about {chain}");
        }
    }

    private void VerifyCheckpoint(ExportedCheckpoint checkpoint)
    {
        if (keys.ProblemOf(checkpoint.Signed) is { } wrong)
        {
            findings.Add(wrong.Kind, checkpoint.Where, wrong.What);
        }

        if (checkpoint.StatedNumber != checkpoint.Number)
        {
            findings.Add(AuditProblemKind.Broken, checkpoint.Where, $"it was signed as checkpoint {checkpoint.StatedNumber}");
        }
    }

    private static bool AreSame(string? id, string? ends) => id is not null && ends == id;

    private static string? IdIn(ExportedObject proof, string name) =>
        ExportedObject.Parse(proof.Text("line"), "the line").Find(name) is { ValueKind: JsonValueKind.String } id ? id.GetString() : null;
}
