using System.Text;

namespace FuncGateway.Policies.Rules;

/// <summary>A URI template (RFC 6570) as the pattern of the URIs that it can produce.</summary>
internal static class UriTemplate
{
    /// <summary>Replaces each expression <c>{…}</c>. A brace that is not closed is text.</summary>
    public static string Replace(string template, char by)
    {
        var result = new StringBuilder(template.Length);
        for (var at = 0; at < template.Length;)
        {
            var open = template.IndexOf('{', at);
            var close = open < 0 ? -1 : template.IndexOf('}', open);
            if (close < 0)
            {
                result.Append(template, at, template.Length - at);
                break;
            }

            result.Append(template, at, open - at).Append(by);
            at = close + 1;
        }

        return result.ToString();
    }
}
