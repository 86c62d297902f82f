using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.Http;

/// <summary>Read, judge, write; and again from the start when somebody else wrote in between.</summary>
internal static class Saving
{
    private const int Attempts = 5;

    /// <param name="once">One attempt; null when its write met a conflict. It reads anew and checks the request's preconditions each time.</param>
    public static async Task<IResult> UntilSavedAsync(Func<Task<IResult?>> once)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await once() is { } reply)
            {
                return reply;
            }
        }

        return Contended(Attempts);
    }

    public static IResult Contended(int attempts) => Problems.Conflict($"Others changed this {attempts} times while your change was on its way. Read it again and repeat.");
}
