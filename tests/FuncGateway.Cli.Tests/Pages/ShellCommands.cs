using System.Text;
using System.Text.RegularExpressions;

namespace FuncGateway.Cli.Tests.Pages;

/// <summary>The simple commands in a text of sh or PowerShell, also those in substitutions, each as its words.</summary>
internal sealed partial class ShellCommands
{
    private static readonly string[] Keywords = ["if", "then", "else", "elif", "while", "until", "do", "!", "&", "."];

    private readonly string _text;
    private readonly char _escape;
    private readonly bool _isPowerShell;
    private readonly List<IReadOnlyList<string>> _commands = [];
    private readonly List<string> _words = [];
    private StringBuilder? _word;
    private bool _skipsWord;
    private int _at;

    private ShellCommands(string text, bool isPowerShell) => (_text, _isPowerShell, _escape) = (text, isPowerShell, isPowerShell ? '`' : '\\');

    public static IReadOnlyList<IReadOnlyList<string>> In(string text, bool isPowerShell)
    {
        var commands = new ShellCommands(text, isPowerShell);
        commands.Read();
        return commands._commands;
    }

    private char Next => _at + 1 < _text.Length ? _text[_at + 1] : '\0';

    private void Read()
    {
        for (; _at < _text.Length; _at++)
        {
            Step(_text[_at]);
        }

        EndCommand();
    }

    private void Step(char character)
    {
        if (character == _escape && _at + 1 < _text.Length)
        {
            _at++;
            if (_text[_at] != '\n')
            {
                Append(_text[_at]);
            }
        }
        else if (character is '\'')
        {
            Quoted();
        }
        else if (character is '"')
        {
            DoubleQuoted();
        }
        else if (character is '(' || (character is '$' && Next is '('))
        {
            _at += character is '$' ? 1 : 0;
            Nested();
        }
        else if (character is '$' && Next is '{')
        {
            var end = _text.IndexOf('}', _at);
            end = end < 0 ? _text.Length - 1 : end;
            (_word ??= new()).Append(_text[_at..(end + 1)]);
            _at = end;
        }
        else if (character is '#' && _word is null)
        {
            var end = _text.IndexOf('\n', _at);
            _at = end < 0 ? _text.Length : end - 1;
        }
        else if (character is '\n' or ';' or '|' or '&' || (character is '{' or '}' && (_isPowerShell || _word is null)))
        {
            EndCommand();
        }
        else if (character is ' ' or '\t')
        {
            EndWord();
        }
        else if (character is '>' || (character is '<' && Next is ' '))
        {
            Redirect();
        }
        else
        {
            Append(character);
        }
    }

    private void Append(char character) => (_word ??= new()).Append(character);

    private void Quoted()
    {
        var end = _text.IndexOf('\'', _at + 1);
        end = end < 0 ? _text.Length : end;
        (_word ??= new()).Append(_text[(_at + 1)..end]);
        _at = end;
    }

    private void DoubleQuoted()
    {
        _word ??= new();
        for (_at++; _at < _text.Length && _text[_at] != '"'; _at++)
        {
            if (_text[_at] == _escape && Next is '"' or '$' or '\\' or '`')
            {
                _word.Append(_text[++_at]);
            }
            else if (_text[_at] is '$' && Next is '(')
            {
                _at++;
                Nested();
            }
            else
            {
                _word.Append(_text[_at]);
            }
        }
    }

    // At the opening parenthesis. Its commands are read, and a word stands for what they print.
    private void Nested()
    {
        var (start, depth) = (_at + 1, 0);
        var quote = '\0';
        for (; _at < _text.Length; _at++)
        {
            var character = _text[_at];
            quote = quote != '\0' ? (character == quote ? '\0' : quote) : character is '\'' or '"' ? character : '\0';
            depth += quote != '\0' ? 0 : character is '(' ? 1 : character is ')' ? -1 : 0;
            if (depth == 0)
            {
                break;
            }
        }

        _commands.AddRange(In(_text[start..Math.Min(_at, _text.Length)], _isPowerShell));
        (_word ??= new()).Append("()");
    }

    private void Redirect()
    {
        if (_word is { Length: 1 } digit && char.IsAsciiDigit(digit[0]))
        {
            _word = null;
        }

        EndWord();
        while (Next is '>' or '&')
        {
            _at++;
        }

        _skipsWord = true;
    }

    private void EndWord()
    {
        if (_word is { } word)
        {
            if (!_skipsWord)
            {
                _words.Add(word.ToString());
            }

            (_word, _skipsWord) = (null, false);
        }
    }

    private void EndCommand()
    {
        EndWord();
        _skipsWord = false;
        while (_words.Count > 0 && (Keywords.Contains(_words[0]) || (!_isPowerShell && Assignment().IsMatch(_words[0]))))
        {
            _words.RemoveAt(0);
        }

        if (_words.Count > 2 && _words[0].StartsWith('$') && _words[1] == "=")
        {
            _words.RemoveRange(0, 2);
        }

        if (_words.Count > 0)
        {
            _commands.Add([.. _words]);
            _words.Clear();
        }
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*=")]
    private static partial Regex Assignment();
}
