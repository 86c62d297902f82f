using System.Text.Json;
using FuncGateway.Policies.Json;

namespace FuncGateway.Mcp.Wire;

/// <summary>Reads <c>params.notifications</c> of a subscriptions/listen.</summary>
internal static class SubscriptionFilterReader
{
    /// <summary>How many URIs, and how many task ids, a subscriptions/listen may name.</summary>
    public const int MaxSubscriptions = 1000;

    /// <summary>Reads the object that the reader is at, to its end.</summary>
    public static WireProblem? Read(ref StrictJsonReader json, Envelope envelope)
    {
        while (json.ReadKey(out var key))
        {
            var problem = WireProblem.LookAlike(ProtocolKeys.Filter, key);
            if (problem is null && json.Read())
            {
                if (key.SequenceEqual("resourceSubscriptions"u8))
                {
                    envelope.SubscribedUris = ReadTexts(ref json, "resourceSubscriptions", out problem);
                }
                else if (key.SequenceEqual("taskIds"u8))
                {
                    envelope.SubscribedTaskIds = ReadTexts(ref json, "taskIds", out problem);
                }
                else
                {
                    json.SkipValue();
                }
            }

            if (problem is not null)
            {
                return problem;
            }
        }

        return null;
    }

    private static List<string> ReadTexts(ref StrictJsonReader json, string member, out WireProblem? problem)
    {
        var texts = new List<string>();
        problem = json.TokenType is JsonTokenType.StartArray or JsonTokenType.Null ? null : NotAList(member, json.TokenType);
        while (json.TokenType != JsonTokenType.Null && problem is null && json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.String)
            {
                problem = NotAList(member, json.TokenType, "a list that contains ");
            }
            else if (texts.Count == MaxSubscriptions)
            {
                problem = WireProblem.BadParams($"\"params.notifications.{member}\" has more than {MaxSubscriptions} elements; at most {MaxSubscriptions} are accepted.");
            }
            else
            {
                texts.Add(json.Text());
            }
        }

        return texts;
    }

    private static WireProblem NotAList(string member, JsonTokenType found, string where = "") =>
        WireProblem.BadParams($"\"params.notifications.{member}\" is {where}{JsonKind.Name(found)}; a list of strings is accepted.");
}
