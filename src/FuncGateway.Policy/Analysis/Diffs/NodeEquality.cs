using FuncGateway.Policies.Documents;

namespace FuncGateway.Policies.Analysis.Diffs;

/// <summary>Compares parts of documents as JSON: the order of members does not count.</summary>
internal static class NodeEquality
{
    public static bool AreEqual(Node? one, Node? other)
    {
        if (one is null || other is null)
        {
            return one is null && other is null;
        }

        if (one.Kind != other.Kind || one.Children.Count != other.Children.Count)
        {
            return false;
        }

        return one.IsObject ? one.Children.TrueForAll(child => AreEqual(child, other.Children.Find(each => each.Name == child.Name)))
            : one.IsList ? one.Children.Zip(other.Children).All(pair => AreEqual(pair.First, pair.Second))
            : one.Text == other.Text;
    }
}
