using System.Text;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Analysis.Spaces;

/// <summary>The values of a place and everything below it that stand for all values. Of values that all conditions judge alike, one is kept.</summary>
/// <param name="otherMember">A member, as JSON, that is in no operand.</param>
internal sealed class PlaceSamples(TextSets texts, string otherMember)
{
    /// <summary>The most combinations of the values below one place.</summary>
    private const int MaxCombinations = 4_096;

    /// <summary>One more value than a condition on <c>[*]</c> evaluates.</summary>
    private const int TooMany = Arguments.ArgumentPath.MaxValues + 1;

    // Reading this much of the arguments takes as long as evaluating a condition.
    private const int BytesPerStep = 256;

    // Combining the outcomes of elements is faster than evaluating conditions.
    private const int OutcomesPerStep = 16;

    /// <summary>Why there are no samples, to follow "because"; null if there are.</summary>
    public string? Obstacle { get; private set; }

    /// <summary>Returns the ways in which an object can have, or not have, a member: as the text of the member, empty if it is absent.</summary>
    /// <param name="place">The value of the member.</param>
    /// <param name="wrap">Makes whole arguments of the members of the object.</param>
    /// <param name="withTexts">Whether texts are sampled too, other than those that are operands.</param>
    public IReadOnlyList<string> Members(string key, Place place, IReadOnlyDictionary<string, Place> siblings, Func<string, string> wrap, bool withTexts)
    {
        var name = OperandText.Quote(key);
        var members = new List<string> { "" };
        members.AddRange(Values(place, value => wrap($"{name}:{value}"), withTexts).Select(value => $"{name}:{value}"));
        if (LookAlikeKey.Of(key, siblings.ContainsKey) is { } alike)
        {
            members.Add($"{OperandText.Quote(alike)}:0");
        }

        return Distinct(members, place, wrap);
    }

    private IReadOnlyList<string> Values(Place place, Func<string, string> wrap, bool withTexts)
    {
        var own = new ValueSamples(place.Atoms, otherMember);
        Obstacle ??= own.Obstacle;
        if (Obstacle is not null)
        {
            return [];
        }

        var others = withTexts ? OtherTexts(own) : [];
        var values = own.PrefersTexts ? others.Select(OperandText.Quote).Concat(own.Scalars) : own.Scalars.Concat(others.Select(OperandText.Quote));
        values = values.Concat(place.Keys.Count > 0 ? Objects(place, own, wrap) : own.Objects);
        values = values.Concat(place.EachElement is { } each ? ListsOf(each, own, wrap) : place.Elements.Count > 0 ? ListsWith(place, own, wrap) : own.Lists);
        return Distinct(values, place, wrap);
    }

    private IReadOnlyList<string> OtherTexts(ValueSamples own)
    {
        var found = own.OtherTexts(texts, out var why);
        Obstacle ??= why.Length > 0 ? why : null;
        return found;
    }

    private IEnumerable<string> Objects(Place place, ValueSamples own, Func<string, string> wrap)
    {
        IEnumerable<string> objects = [""];
        var count = 1L;
        foreach (var (key, child) in place.Keys)
        {
            var members = Members(key, child, place.Keys, member => wrap($"{{{member}}}"), withTexts: true);
            count *= Math.Max(members.Count, 1);
            if (count > MaxCombinations)
            {
                Obstacle ??= "an argument has too many conditions on its members";
                return [];
            }

            objects = objects.SelectMany(written => members.Select(member => Join(written, member))).ToArray();
        }

        // A member that no path names makes the object different from every operand.
        return objects.SelectMany(members => new[] { $"{{{members}}}", $"{{{Join(members, otherMember)}}}" }).Concat(own.Objects);
    }

    // Conditions on [*] hold for some element or for every one, so what counts is which kinds of elements are in the list.
    private IEnumerable<string> ListsOf(Place each, ValueSamples own, Func<string, string> wrap)
    {
        var atoms = each.AllAtoms.ToArray();
        var elements = Values(each, value => wrap($"[{value}]"), withTexts: true);
        var alone = elements.ToDictionary(element => element, element => Judge(atoms, wrap($"[{element}]")), StringComparer.Ordinal);
        var known = new HashSet<string>(StringComparer.Ordinal) { Judge(atoms, wrap("[]")) };
        var lists = new List<(string Text, string Outcomes)>();
        foreach (var element in elements.Where(element => known.Add(alone[element])))
        {
            lists.Add((element, alone[element]));
        }

        for (var i = 0; i < lists.Count && lists.Count <= MaxCombinations && !texts.Work.IsSpent; i++)
        {
            texts.Work.Take(1 + ((long)elements.Count * atoms.Length / OutcomesPerStep));
            foreach (var element in elements)
            {
                var outcomes = Together(atoms, lists[i].Outcomes, alone[element]);
                if (known.Add(outcomes))
                {
                    lists.Add(($"{lists[i].Text},{element}", outcomes));
                }
            }
        }

        Obstacle ??= lists.Count > MaxCombinations ? "a list has too many conditions on its elements" : texts.Work.IsSpent ? WorkBudget.Spent : null;
        return own.Lists.Concat(lists.Select(list => $"[{list.Text}]")).Append(LongList());
    }

    private IEnumerable<string> ListsWith(Place place, ValueSamples own, Func<string, string> wrap)
    {
        IEnumerable<string> lists = [""];
        var (all, length, count) = (new List<string>(), 0, 1L);
        for (var index = 0; index <= place.Elements.Keys.Max(); index++)
        {
            var before = lists;
            var at = length;
            var options = place.Elements.TryGetValue(index, out var element)
                ? Values(element, value => wrap($"[{string.Concat(Enumerable.Repeat("0,", at))}{value}]"), withTexts: true)
                : ["0"];
            count *= Math.Max(options.Count, 1);
            if (count > MaxCombinations)
            {
                Obstacle ??= "a list has too many conditions on its elements";
                return [];
            }

            lists = before.SelectMany(list => options.Select(option => Join(list, option))).ToArray();
            all.AddRange(lists);
            length++;
        }

        // An element after the judged ones makes the list different from every operand.
        return own.Lists.Concat(all.Select(list => $"[{list}]")).Concat(lists.Select(list => $"[{Join(list, $"{{{otherMember}}}")}]"));
    }

    private static string LongList()
    {
        var text = new StringBuilder("[0");
        for (var i = 1; i < TooMany; i++)
        {
            text.Append(",0");
        }

        return text.Append(']').ToString();
    }

    private static string Join(string left, string right) => left.Length == 0 || right.Length == 0 ? left + right : $"{left},{right}";

    private IReadOnlyList<string> Distinct(IEnumerable<string> values, Place place, Func<string, string> wrap)
    {
        var atoms = place.AllAtoms.ToArray();
        return [.. values.TakeWhile(_ => Obstacle is null).DistinctBy(value => Judge(atoms, wrap(value)), StringComparer.Ordinal)];
    }

    // The outcomes of all atoms, a character for each.
    private string Judge(Atom[] atoms, string arguments)
    {
        if (texts.Work.IsSpent)
        {
            Obstacle ??= WorkBudget.Spent;
            return "";
        }

        var json = Encoding.UTF8.GetBytes(arguments);
        texts.Work.Take(atoms.Sum(atom => atom.Steps) * (1L + (json.Length / BytesPerStep)));
        return string.Create(atoms.Length, (atoms, json), static (outcomes, state) =>
        {
            for (var i = 0; i < outcomes.Length; i++)
            {
                outcomes[i] = (char)('0' + (int)state.atoms[i].Evaluate(state.json));
            }
        });
    }

    private static string Together(Atom[] atoms, string list, string element) => string.Create(list.Length, (atoms, list, element), static (outcomes, state) =>
    {
        for (var i = 0; i < outcomes.Length; i++)
        {
            var (left, right) = ((Outcome)(state.list[i] - '0'), (Outcome)(state.element[i] - '0'));
            var forEvery = state.atoms[i] is Atom.OfCondition { Condition.IsForEvery: true };
            var both = left == Outcome.NotEvaluable || right == Outcome.NotEvaluable ? Outcome.NotEvaluable
                : forEvery ? (Outcome)Math.Min((int)left, (int)right)
                : (Outcome)Math.Max((int)left, (int)right);
            outcomes[i] = (char)('0' + (int)both);
        }
    });
}
