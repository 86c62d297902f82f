using System.Diagnostics.CodeAnalysis;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Analysis.Texts;

/// <summary>Reads a pattern of a policy, in the dialect of .NET, into a nondeterministic automaton.</summary>
internal sealed class PatternReader
{
    // "." without (?s).
    private static readonly CharSet NotNewline = CharSet.Of('\n').Not();
    private static readonly CharSet Anything = CharSet.None.Not();

    private readonly PatternCursor _cursor;
    private readonly NfaBuilder _builder;
    private readonly string _tooLarge;
    private readonly Stack<Group> _outer = new();
    private Group _group = new();
    private PatternOptions _options;

    private PatternReader(PatternCursor cursor, TextBudget budget)
    {
        _cursor = cursor;
        _builder = new NfaBuilder(budget.MaxStates);
        _tooLarge = budget.Exceeded;
    }

    /// <param name="why">A phrase to follow "because".</param>
    public static bool TryRead(string pattern, TextBudget budget, [NotNullWhen(true)] out Nfa? nfa, out string why)
    {
        nfa = null;
        if (!RegexPattern.TryRewrite(pattern, out var rewritten, out var fault))
        {
            why = $"the pattern is not valid: {fault}";
            return false;
        }

        var cursor = new PatternCursor(rewritten);
        var whole = new PatternReader(cursor, budget).ReadAll(out var builder);
        why = cursor.Refusal ?? "";
        nfa = cursor.Refusal is null ? builder.Build(whole) : null;
        return nfa is not null;
    }

    private Fragment ReadAll(out NfaBuilder builder)
    {
        builder = _builder;
        for (_cursor.SkipComments(); !_cursor.AtEnd; _cursor.SkipComments())
        {
            if (ReadAtom() is { } atom)
            {
                Append(Quantify(atom));
            }

            if (_builder.IsFull)
            {
                _cursor.Refuse(_tooLarge);
            }
        }

        if (_outer.Count > 0)
        {
            _cursor.RefuseInvalid("a group without a closing parenthesis");
        }

        return Alternatives(_group);
    }

    // Null for what is complete in itself and cannot be quantified.
    private Fragment? ReadAtom()
    {
        switch (_cursor.Next())
        {
            case '(':
                OpenGroup();
                return null;
            case '|':
                _group.Alternatives = Alternatives(_group);
                _group.Sequence = null;
                return null;
            case ')':
                return CloseGroup();
            case '[':
                return _builder.Read(ClassReader.Read(_cursor, _options.IgnoreCase));
            case '\\':
                return ReadEscape();
            case '^':
                return _builder.Assert(_options.Multiline ? Assertion.LineStart : Assertion.Start);
            case '$':
                return _builder.Assert(_options.Multiline ? Assertion.LineEnd : Assertion.EndOrLastNewline);
            case '.':
                return _builder.Read(_options.Singleline ? Anything : NotNewline);
            case '*' or '+' or '?':
                _cursor.RefuseInvalid("a quantifier after nothing");
                return null;
            case '{' when QuantifierReader.IsBraced(_cursor, -1):
                _cursor.RefuseInvalid("a quantifier after nothing");
                return null;
            case var literal:
                return _builder.Read(literal, _options.IgnoreCase);
        }
    }

    private void OpenGroup()
    {
        var before = _options;
        if (GroupReader.TryOpen(_cursor, ref _options))
        {
            _outer.Push(_group);
            _group = new Group { OptionsBefore = before };
        }
    }

    private Fragment? CloseGroup()
    {
        if (_outer.Count == 0)
        {
            _cursor.RefuseInvalid("a closing parenthesis without an opening one");
            return null;
        }

        var content = Alternatives(_group);
        _options = _group.OptionsBefore;
        _group = _outer.Pop();
        return content;
    }

    private Fragment? ReadEscape()
    {
        if (AnchorOf(_cursor.Current) is { } assertion)
        {
            _cursor.At++;
            return _builder.Assert(assertion);
        }

        if (_cursor.Current == 'G')
        {
            _cursor.RefuseConstruct(@"\G");
            return null;
        }

        if (BackReference.IsNext(_cursor))
        {
            _cursor.RefuseConstruct("a back-reference");
            return null;
        }

        return EscapeReader.TryReadClass(_cursor, _options.IgnoreCase) is { } named
            ? _builder.Read(named)
            : _builder.Read(EscapeReader.ReadChar(_cursor), _options.IgnoreCase);
    }

    private static Assertion? AnchorOf(char letter) => letter switch
    {
        'A' => Assertion.Start,
        'z' => Assertion.End,
        'Z' => Assertion.EndOrLastNewline,
        'b' => Assertion.Boundary,
        'B' => Assertion.NoBoundary,
        _ => null,
    };

    private Fragment Quantify(Fragment atom)
    {
        _cursor.SkipComments();
        if (!QuantifierReader.TryRead(_cursor, out var min, out var max))
        {
            return atom;
        }

        // .NET 10 takes (?:a+|){2} for a{2,}, since it made X| an optional X (dotnet/runtime#118087). Only some of these patterns are affected, but
        // which ones depends on how its optimizations meet.
        if (min > 0 && max > 1 && atom is { HasEmptyBranch: true, MayBeSkipped: true })
        {
            _cursor.RefuseConstruct("a repeated group with an empty alternative");
        }

        if (!_builder.TryRepeat(atom, min, max, out var repeated))
        {
            _cursor.Refuse(_tooLarge);
        }

        if (QuantifierReader.IsNext(_cursor))
        {
            _cursor.RefuseInvalid("a quantifier after a quantifier");
        }

        return repeated;
    }

    private void Append(Fragment atom) =>
        _group.Sequence = _group.Sequence is { } sequence ? _builder.Concatenate(sequence, atom) : atom;

    private Fragment Alternatives(Group group)
    {
        var last = group.Sequence ?? _builder.Empty();
        return group.Alternatives is { } alternatives ? _builder.Alternate(alternatives, last) : last;
    }

    private sealed class Group
    {
        public PatternOptions OptionsBefore { get; init; }

        /// <summary>The branches that are complete.</summary>
        public Fragment? Alternatives { get; set; }

        /// <summary>What has been read of the current branch.</summary>
        public Fragment? Sequence { get; set; }
    }
}
