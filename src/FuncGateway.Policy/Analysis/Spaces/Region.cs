using FuncGateway.Policies.Analysis.Texts;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Analysis.Spaces;

/// <summary>A part of what one member of the arguments can be.</summary>
/// <param name="Samples">Indexes of the samples that are in the region.</param>
/// <param name="Texts">The texts in it, other than those that are operands; null for none.</param>
internal sealed record Region(ArgumentGroup Group, IReadOnlyList<int> Samples, TextSet? Texts)
{
    public bool IsEmpty => Samples.Count == 0 && Texts is null;

    /// <summary>Divides the region by the outcome of an atom.</summary>
    public Division Divide(Atom atom, TextSets sets)
    {
        var parts = new List<int>?[3];
        foreach (var sample in Samples)
        {
            (parts[(int)Group.OutcomeOf(atom, sample)] ??= []).Add(sample);
        }

        var texts = new TextSet?[3];
        string? why = null;
        if (Texts is not null)
        {
            if (TextSets.Divides(atom))
            {
                why = DivideTexts(Texts, (Atom.OfCondition)atom, sets, texts);
            }
            else
            {
                texts[(int)Group.OutcomeOfTexts(atom)] = Texts;
            }
        }

        return new Division(Part(Outcome.Holds), Part(Outcome.Fails), Part(Outcome.NotEvaluable), why is null ? null : new Region(Group, [], Texts), why);

        Region? Part(Outcome outcome) => (parts[(int)outcome], texts[(int)outcome]) switch
        {
            (null, null) => null,
            (var samples, var set) when samples?.Count == Samples.Count && ReferenceEquals(set, Texts) => this,
            (var samples, var set) => new Region(Group, samples ?? [], set),
        };
    }

    /// <summary>Whether the member is in the region, as far as conditions can tell.</summary>
    public bool Contains(MemberPosition member) =>
        Samples.Contains(member.Sample) || (member.OtherText is { } text && Texts?.Contains(text) == true);

    /// <summary>Returns a member of the region, the easiest to read: none at all, a value as conditions want it, then anything. Null if the region turns out to be empty.</summary>
    public string? Pick()
    {
        var first = Samples.Count > 0 ? Group.Members[Samples[0]] : null;
        if (first is "" || (first is not null && (Texts is null || !Group.PrefersTexts)))
        {
            return first;
        }

        return Texts is not null && Group.ShortestOther(Texts) is { } text ? Group.MemberOf(text) : first;
    }

    // Returns why the texts cannot be divided; null if they were.
    private static string? DivideTexts(TextSet all, Atom.OfCondition atom, TextSets sets, TextSet?[] texts)
    {
        if (!sets.TryFind(atom, out var set, out var why))
        {
            return why;
        }

        var (holds, fails) = (sets.And(all, set), sets.And(all, set.Not()));
        if (holds is null || fails is null)
        {
            return "its regular expressions need too many states together";
        }

        var (whenHolds, whenFails) = atom.Condition.IsNegated ? (Outcome.Fails, Outcome.Holds) : (Outcome.Holds, Outcome.Fails);
        texts[(int)whenHolds] = holds.IsEmpty ? null : fails.IsEmpty ? all : holds;
        texts[(int)whenFails] = fails.IsEmpty ? null : holds.IsEmpty ? all : fails;
        return null;
    }
}

/// <summary>The parts of a region, null where there is none.</summary>
/// <param name="Undecided">The part for which the outcome is not known.</param>
/// <param name="Why">Why it is not known, to follow "because".</param>
internal readonly record struct Division(Region? Holds, Region? Fails, Region? NotEvaluable, Region? Undecided, string? Why);
