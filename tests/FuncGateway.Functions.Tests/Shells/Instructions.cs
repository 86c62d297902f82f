using System.Reflection;
using System.Reflection.Emit;

namespace FuncGateway.Functions.Tests.Shells;

/// <summary>What a compiled method does, instruction by instruction.</summary>
internal sealed class Instructions
{
    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => field.GetValue(null))
        .OfType<OpCode>()
        .ToDictionary(code => code.Value);

    private readonly List<OpCode> _codes = [];
    private readonly List<MethodBase> _calls = [];

    public IEnumerable<OpCode> Branches => _codes.Where(code => code.FlowControl == FlowControl.Cond_Branch);

    public IReadOnlyList<MethodBase> Calls => _calls;

    public static Instructions Of(MethodBase method)
    {
        var found = new Instructions();
        var body = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var at = 0; at < body.Length;)
        {
            var code = body[at] == 0xFE ? OpCodesByValue[(short)(0xFE00 | body[at + 1])] : OpCodesByValue[body[at]];
            at += code.Size;
            found._codes.Add(code);
            if (code.OperandType == OperandType.InlineMethod && method.Module.ResolveMethod(BitConverter.ToInt32(body, at)) is { } called)
            {
                found._calls.Add(called);
            }

            at += OperandSize(code, body, at);
        }

        return found;
    }

    private static int OperandSize(OpCode code, byte[] body, int at) => code.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(body, at)),
        _ => 4,
    };
}
