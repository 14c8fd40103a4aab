#include "runtime/env/options.h"

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <mutex>
#include <string_view>

#include "runtime/env/addons_option.h"

namespace isoscope {
namespace {

constexpr OptionWhere kEverywhere = OptionWhere::kEverywhere;
constexpr OptionWhere kCommandLine = OptionWhere::kCommandLine;

constexpr OptionRow kTable[] = {
#define V(member_name, name, option_type, initial, where, help) \
  {name, OptionType::k##option_type, where, help, [](Options* options) -> void* { return &options->member_name; }},
    ISOSCOPE_OPTIONS(V)
#undef V
#define V(name) {name, OptionType::kAcceptedFlag, kEverywhere, "", nullptr},
        ISOSCOPE_ACCEPTED_FLAGS(V)
#undef V
#define V(name) {name, OptionType::kAcceptedValue, kEverywhere, "", nullptr},
            ISOSCOPE_ACCEPTED_VALUES(V)
#undef V
#define V(name) {name, OptionType::kRefused, kEverywhere, "", nullptr},
                ISOSCOPE_REFUSED_FLAGS(V)
#undef V
};

struct Alias {
  std::string_view name;
  std::string_view meaning;
};
constexpr Alias kAliases[] = {
    {"-e", "--eval"},
    {"-p", "--print"},
    {"-r", "--require"},
    {"-c", "--check"},
    {"-i", "--interactive"},
    {"-v", "--version"},
    {"-h", "--help"},
    {"-C", "--conditions"},
    {"--es-module-specifier-resolution", "--experimental-specifier-resolution"},
    {"--loader", "--experimental-loader"},
    {"--debug-port", "--inspect-port"},
    {"--disable-sigusr1", "--no-sigusr1"},
    {"--experimental-strip-types", "--strip-types"},
    {"--no-experimental-strip-types", "--no-strip-types"},
    {"--experimental-test-isolation", "--test-isolation"},
    {"--report-directory", "--report-dir"},
    {"--enable-network-family-autoselection", "--network-family-autoselection"},
};

struct Split {
  std::string name;
  std::string value;
  bool has_value = false;
  bool negated = false;
};

Split SplitOption(const std::string& text) {
  Split split;
  size_t equals = text.rfind("--", 0) == 0 ? text.find('=') : std::string::npos;
  split.name = text.substr(0, equals);
  if (equals != std::string::npos) {
    split.has_value = true;
    split.value = text.substr(equals + 1);
  }
  for (const Alias& alias : kAliases) {
    if (split.name == alias.name) split.name = alias.meaning;
  }
  if (split.name.rfind("--", 0) == 0) {
    // Node and V8 take `_` for `-` in option names.
    std::replace(split.name.begin() + 2, split.name.end(), '_', '-');
  }
  return split;
}

const OptionRow* FindRow(std::string_view name) {
  for (const OptionRow& row : kTable) {
    if (name == row.name) return &row;
  }
  return nullptr;
}

const OptionRow* FindRow(Split* split) {
  if (const OptionRow* row = FindRow(split->name)) return row;
  if (split->name.rfind("--no-", 0) == 0) {
    const OptionRow* row = FindRow("--" + split->name.substr(5));
    if (row != nullptr && (row->type == OptionType::kBool || row->type == OptionType::kAcceptedFlag)) {
      split->negated = true;
      return row;
    }
  }
  return nullptr;
}

// Of the first command line that was parsed, the process's; workers parse others.
constinit bool addons_allowed = true;
constinit std::once_flag addons_known;

class Parser {
 public:
  explicit Parser(ParsedCommandLine* parsed) : parsed_(parsed) {}

  // True when `words` was consumed without error.
  bool Parse(std::deque<std::string> words, bool from_environment) {
    from_environment_ = from_environment;
    while (!words.empty()) {
      std::string word = words.front();
      if (!from_environment && (word == "-" || word.empty() || word[0] != '-')) break;
      words.pop_front();
      if (word == "--") {
        if (from_environment) return Fail("-- is not allowed in NODE_OPTIONS");
        break;
      }
      if (!ParseOne(word, &words)) return false;
    }
    if (!from_environment) parsed_->arguments.assign(words.begin(), words.end());
    return true;
  }

  bool addons() const { return addons_; }

 private:
  bool Fail(std::string message) {
    parsed_->error = std::move(message);
    return false;
  }

  bool ParseOne(const std::string& word, std::deque<std::string>* rest) {
    if (!from_environment_) parsed_->exec_argv.push_back(word);
    if (word == "-pe" || word == "-ep") {
      parsed_->options.print = true;
      return ParseOne("--eval", rest) && (from_environment_ || DropDuplicate());
    }
    Split split = SplitOption(word);
    const OptionRow* row = FindRow(&split);
    if (row == nullptr) {
      if (from_environment_ && word[0] != '-') return Fail(word + " is not allowed in NODE_OPTIONS");
      parsed_->v8_flags.push_back(word);
      return true;
    }
    if (from_environment_ && row->where == OptionWhere::kCommandLine) return Fail(word + " is not allowed in NODE_OPTIONS");
    if (row->type == OptionType::kRefused) return Fail(split.name + " is not available in Isoscope");
    if (row->type == OptionType::kAcceptedFlag) {
      if (row->name == std::string_view("--addons")) addons_ = !split.negated;
      return true;
    }
    void* member = row->member != nullptr ? row->member(&parsed_->options) : nullptr;
    switch (row->type) {
      case OptionType::kBool:
        return SetBool(split, row, static_cast<bool*>(member), rest);
      case OptionType::kOptional:
        if (split.has_value && split.value.empty()) return Fail(split.name + "= requires an argument");
        *static_cast<OptionOptional*>(member) = split.value;
        return true;
      default:
        break;
    }
    if (!split.has_value) {
      if (rest->empty() || (rest->front().size() > 1 && rest->front()[0] == '-')) return Fail(word + " requires an argument");
      split.value = rest->front();
      rest->pop_front();
      if (!from_environment_) parsed_->exec_argv.push_back(split.value);
    } else if (split.value.empty() && row->type != OptionType::kString) {
      return Fail(split.name + "= requires an argument");
    }
    return SetValue(split, row, member);
  }

  // "-pe" recorded itself; ParseOne("--eval") recorded a second word that nobody typed.
  bool DropDuplicate() {
    auto& words = parsed_->exec_argv;
    words.erase(std::find(words.rbegin(), words.rend(), "--eval").base() - 1);
    return true;
  }

  bool SetBool(const Split& split, const OptionRow* row, bool* member, std::deque<std::string>* rest) {
    if (split.has_value) {
      bool print_with_script = row->name == std::string_view("--print");
      if (!print_with_script) return Fail(split.name + "=" + split.value + " is not allowed: it takes no value");
      parsed_->options.eval = split.value;
      parsed_->options.has_eval = true;
    }
    *member = !split.negated;
    // `-p script` is `--print --eval script`.
    if (row->name == std::string_view("--print") && !split.has_value && !rest->empty() && rest->front()[0] != '-') {
      parsed_->options.eval = rest->front();
      parsed_->options.has_eval = true;
      parsed_->exec_argv.push_back(rest->front());
      rest->pop_front();
    }
    return true;
  }

  bool SetValue(const Split& split, const OptionRow* row, void* member) {
    switch (row->type) {
      case OptionType::kString:
        *static_cast<std::string*>(member) = split.value;
        if (row->name == std::string_view("--eval")) parsed_->options.has_eval = true;
        return true;
      case OptionType::kStrings:
        static_cast<OptionStrings*>(member)->push_back(split.value);
        return true;
      case OptionType::kInt: {
        char* end = nullptr;
        long long value = std::strtoll(split.value.c_str(), &end, 10);
        if (split.value.empty() || *end != 0) return Fail(split.name + " must be a number");
        *static_cast<int64_t*>(member) = value;
        // V8 has the same flag and must hear of it.
        if (row->name == std::string_view("--stack-trace-limit")) parsed_->v8_flags.push_back(split.name + "=" + split.value);
        return true;
      }
      default:
        return true;
    }
  }

  ParsedCommandLine* const parsed_;
  bool from_environment_ = false;
  bool addons_ = true;
};

// Words separated by spaces; double quotes keep spaces, a backslash inside them escapes.
bool SplitWords(const std::string& text, std::deque<std::string>* words) {
  std::string word;
  bool quoted = false;
  bool started = false;
  for (size_t i = 0; i < text.size(); i++) {
    char c = text[i];
    if (c == '\\' && quoted && i + 1 < text.size()) {
      word += text[++i];
    } else if (c == '"') {
      quoted = !quoted;
      started = true;
    } else if (c == ' ' && !quoted) {
      if (started || !word.empty()) words->push_back(word);
      word.clear();
      started = false;
    } else {
      word += c;
    }
  }
  if (started || !word.empty()) words->push_back(word);
  return !quoted;
}

}  // namespace

std::span<const OptionRow> OptionTable() { return kTable; }

ParsedCommandLine ParseCommandLine(const std::vector<std::string>& argv, const std::string& node_options) {
  ParsedCommandLine parsed;
  Parser parser(&parsed);
  std::deque<std::string> environment;
  if (!SplitWords(node_options, &environment)) {
    parsed.error = "invalid value for NODE_OPTIONS (unterminated string)";
    return parsed;
  }
  if (!parser.Parse(environment, true)) return parsed;
  parser.Parse(std::deque<std::string>(argv.begin() + (argv.empty() ? 0 : 1), argv.end()), false);
  std::call_once(addons_known, [&] { addons_allowed = parser.addons(); });
  return parsed;
}

bool AddonsAllowed() { return addons_allowed; }

}  // namespace isoscope
